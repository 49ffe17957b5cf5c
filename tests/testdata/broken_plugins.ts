/** Plugins that are broken in one way each, and what has to be said of them. */

/** A plugin, and what is refused of it. */
export interface BrokenPlugin {
  /** What is wrong. */
  readonly what: string;
  /** Its module. */
  readonly code: string;
  /** Set over the tiny config. */
  readonly set?: readonly string[];
  /** What the message has to say, in this order. */
  readonly says: readonly string[];
}

/** A module with one component. */
const one = (kind: string, build: string, options = "() => ({})") => `
import { define } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import { z } from "zod";
void [tf, z];
export default {
  name: "@me/mine",
  apiVersion: 1,
  components: [define("${kind}", "mine", { summary: "Mine, and broken", options: ${options}, build: ${build} })],
};
`;
const plugin = (fields: string) => `export default { name: "@me/mine", ${fields} };`;

/** Those that are refused when they are imported. */
export const UNUSABLE: readonly BrokenPlugin[] = [
  {
    what: "does not parse",
    code: "export default (;",
    says: ["does not parse: Expression expected", "mine.ts:1:"],
  },
  {
    what: "imports what is not there",
    code: 'import "./nowhere.ts";',
    says: ['Module not found "file:', 'nowhere.ts"', "mine.ts:1:8"],
  },
  {
    what: "imports a name that is not exported",
    code: 'import { nothing } from "@dragsaw/core/registry"; export default nothing;',
    says: ["does not parse:", "does not provide an export named 'nothing'", "mine.ts:1:"],
  },
  {
    what: "throws at import",
    code: 'const size = JSON.parse("null").size;\nexport default size;',
    says: ["threw TypeError when it was imported: Cannot read properties of null", "mine.ts:1:"],
  },
  {
    what: "has no default export",
    code: "export const plugin = 1;",
    says: ["found no default export (it exports plugin), expected the plugin: export default plugin"],
  },
  {
    what: "is a number",
    code: "export default 7;",
    says: ["found the number 7 as its default export, expected a plugin"],
  },
  {
    what: "is a component alone",
    code: `${one("loss", "() => ({})")}`.replace(
      /export default[^]*components: \[(.*)\],\n};/,
      "export default $1;",
    ),
    says: ['found the loss "mine" alone, expected a plugin', "components: [it] }"],
  },
  {
    what: "is for an older contract",
    code: plugin("apiVersion: 0, components: []"),
    says: ["expected apiVersion 1, found 0: take a newer version of the plugin"],
  },
  {
    what: "is for a newer contract",
    code: plugin("apiVersion: 2, components: []"),
    says: ["expected apiVersion 1, found 2: take a newer Dragsaw, or an older version of the plugin"],
  },
  {
    what: "says no version",
    code: plugin("components: []"),
    says: ["expected apiVersion 1, found undefined: write apiVersion: 1"],
  },
  {
    what: "brings nothing",
    code: plugin("apiVersion: 1, components: []"),
    says: ["found a list of 0 as components, expected a list of what define() gives"],
  },
  {
    what: "has an unknown kind",
    code: one("los", "() => ({})"),
    says: ['found kind "los", expected one of backend, dataset', 'did you mean "loss"?'],
  },
  {
    what: "brings a name that is built in",
    code: one("loss", "() => ({})").replace('"loss", "mine"', '"loss", "dice"'),
    says: [
      'Cannot add loss "dice" of @me/mine from ',
      "mine.ts (",
      "tiny.yaml:",
      "@dragsaw/losses (built in) brings one of that name; rename yours",
    ],
  },
  {
    what: "has no function as options",
    code: one("loss", "() => ({})", "{ gamma: 1 }"),
    says: [
      'loss "mine": found an object with the keys gamma as options, expected a function: options: () => ({ ... })',
    ],
  },
  {
    what: "has an option that is no schema",
    code: one("loss", "() => ({})", "() => ({ gamma: 1 })"),
    says: ['loss "mine": found the number 1 as option "gamma", expected a schema of zod 4'],
  },
  {
    what: "has an option of a common name",
    code: one("loss", "() => ({})", "() => ({ weight: z.number() })"),
    says: ['loss "mine": its option "weight" has the name of a common one'],
  },
];

const LOSS = ["losses={ mine: mine }"], MODEL = ["model=mine", "refine=[]", "losses={ overlap: dice }"];

/** Those that break the contract of their kind when they are built, or used for the first time. */
export const UNFAITHFUL: readonly BrokenPlugin[] = [
  {
    what: "a loss without compute()",
    code: one("loss", "() => ({ slots: [] })"),
    set: LOSS,
    says: ["build() gave compute as undefined, expected a function"],
  },
  {
    what: "a loss of a slot that is not there",
    code: one("loss", '() => ({ slots: ["x9"], compute: () => tf.scalar(0) })'),
    set: LOSS,
    says: ['it observes slot "x9", the network has encoder.0,'],
  },
  {
    what: "a loss that is a number",
    code: one("loss", "() => ({ slots: [], compute: () => 0.5 })"),
    set: LOSS,
    says: ["compute() gave the number 0.5, expected a float32 tensor of shape []: numbers have no gradient"],
  },
  {
    what: "a loss that is no scalar",
    code: one("loss", "() => ({ slots: [], compute: ({ logits }) => tf.mean(logits, [1, 2]) })"),
    set: LOSS,
    says: [
      "compute() gave a float32 tensor of shape [4, 2], expected a float32 tensor of shape []: reduce it",
    ],
  },
  {
    what: "a loss that is asynchronous",
    code: one("loss", "() => ({ slots: [], compute: async () => tf.scalar(0) })"),
    set: LOSS,
    says: ["compute() gave a promise, expected a float32 tensor"],
  },
  {
    what: "a loss with a mistake in its code",
    code: one("loss", "() => ({ slots: [], compute: ({ logit }) => tf.mean(logit.square()) })"),
    set: LOSS,
    says: ["compute() threw TypeError: Cannot read properties of undefined (reading 'square')", "mine.ts:"],
  },
  {
    what: "a model that taps a slot it does not have",
    code: one("model", '() => ({ slots: {}, forward: (x, { tap }) => tap("x1", x) })'),
    set: MODEL,
    says: ['forward() taps slot "x1", its slots are none'],
  },
  {
    what: "a model that does not tap its slot",
    code: one(
      "model",
      "() => ({ slots: { x1: { channels: 3, field: { size: 1, jump: 1, start: 0 } } }, forward: (x) => x.slice([0, 0, 0, 0], [-1, -1, -1, 2]) })",
    ),
    set: MODEL,
    says: ['forward() does not tap slot "x1", which is in its slots'],
  },
  {
    what: "a model whose logits have other channels than there are classes",
    code: one("model", "() => ({ slots: {}, forward: (x) => x })"),
    set: MODEL,
    says: [
      "forward() gave a float32 tensor of shape [1, 32, 32, 3], expected logits of shape [1, 32, 32, 2]",
    ],
  },
  {
    what: "a backbone whose outputs are others than it says",
    code: one(
      "backbone",
      "() => ({ slots: {}, outputs: [{ channels: 3, field: { size: 1, jump: 2, start: 0 } }], forward: (x) => [x] })",
    ),
    set: ["model={ type: fcn, backbone: mine }", "refine=[]", "losses={ overlap: dice }"],
    says: [
      "forward() gave a float32 tensor of shape [1, 32, 32, 3] as output 0, expected shape [1, 16, 16, 3]",
    ],
  },
  {
    what: "a refiner that changes the shape",
    code: one(
      "refiner",
      '() => ({ slots: ["encoder.1"], apply: (slot, x) => ({ features: tf.mean(x, 3, true) }) })',
    ),
    set: ["refine=[mine]"],
    says: [
      'apply() gave a float32 tensor of shape [1, 16, 16, 1] at slot "encoder.1", expected the shape [1, 16, 16, 8]',
    ],
  },
  {
    what: "a transform that gives an image of another size",
    code: one("transform", '() => ({ name: "mine", draw: () => ({ image: new Uint8Array(4) }) })'),
    set: ["augment=[mine]"],
    says: ['draw() gave "image", expected affine, displacement, pixels, drawn: a transform changes no size'],
  },
  {
    what: "a transform that leaves no grey levels",
    code: one(
      "transform",
      '() => ({ name: "mine", draw: () => ({ pixels: ({ data }) => data.fill(NaN) }) })',
    ),
    set: ["augment=[mine]"],
    says: ["pixels() left the value NaN in the image, expected 0 to 255"],
  },
  {
    what: "a transform of another name",
    code: one("transform", '() => ({ name: "his", draw: () => ({}) })'),
    set: ["augment=[mine]"],
    says: ['build() gave name as the text "his", expected the component\'s name'],
  },
  {
    what: "a dataset with an id twice",
    code: one(
      "dataset",
      '() => Promise.resolve({ name: "mine", classes: ["a", "b"], channels: 3, load() {}, cases: (split) => [{ id: "x", split, image: "" }] })',
    ),
    set: ["dataset=mine"],
    says: ['case id "x" is there twice, in train and val; expected ids of their own'],
  },
  {
    what: "an optimiser that gives instead of assigning",
    code: one(
      "optimizer",
      "() => ({ rate: 1, slots: [], update: (weight, gradient) => tf.sub(weight, gradient) })",
    ),
    set: ["optimizer=mine"],
    says: ["update() gave a float32 tensor of shape [", "expected nothing: it assigns to the weight"],
  },
  {
    what: "a schedule without a rate",
    code: one("schedule", "() => ({ rate: (step) => step > 0 ? 1 : NaN })"),
    set: ["schedule=mine"],
    says: ["rate() gave the number NaN at step 0, expected a finite number from 0"],
  },
  {
    what: "a metric that measures no number",
    code: one("metric", '() => ({ name: "mine", higherIsBetter: true, measure: () => "good" })'),
    set: ["evaluate.metrics=[mine]", "train.monitor.metric=mine"],
    says: ['measure() gave the text "good", expected a finite number, or null where it is undefined'],
  },
  {
    what: "a factory that throws",
    code: one("loss", "() => { throw new Error('no such thing'); }"),
    set: LOSS,
    says: ["build() threw Error: no such thing", "mine.ts:"],
  },
];

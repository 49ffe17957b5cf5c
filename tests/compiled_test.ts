import { assert, assertEquals } from "@std/assert";
import { activate, type Backend, type Kind } from "@dragsaw/core";
import { assertClose } from "@dragsaw/core/testing";
import { onEachBackend } from "./backends.ts";
import { eager, registry, type Updated, updated } from "./updates.ts";

/** Every registered component of these kinds has a case below: what is set for it on top of a U-Net with cross-entropy. */
const KINDS: readonly Kind[] = ["model", "backbone", "refiner", "loss", "optimizer"];

const DEEPLAB = ["size=[64, 64]", "train.batchSize=4", "optimizer.rate=0.001"];
const XCEPTION = "backbone: { type: xception, width: 0.0625, middleBlocks: 1";
const deeplab = (backbone: string) => [
  ...DEEPLAB,
  `model={ type: deeplabv3plus, width: 8, lowWidth: 4, ${backbone} } }`,
];
const uafr = (options: string) => [
  `refine=[{ type: uafr, slots: [encoder.1, decoder.1], hidden: 4, ${options} }]`,
];
const pdcr = (options: string) => [
  `losses.contrast={ type: pdcr, weight: 0.1, units: { encoder.1: 16, decoder.1: 8 }, ${options} }`,
];
const cross = (options: string) => [
  `losses.contrast={ type: pdcr-cross-layer, weight: 0.1, units: { encoder.1: 8, encoder.2: 8 }, ${options} }`,
];

const HIERARCHICAL = "ratio: { type: hierarchical, sizes: [3, 5] }";
const BY_FIELD = "ratio: { type: receptive-field }";

const CASES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "model unet": {
    "transposed convolutions": [],
    "bilinear": ["model.up=bilinear"],
    "parts of a batch, clipped": ["train.clipNorm=0.5", "train.accumulate=2"],
    "recomputed": ["recompute=all"],
  },
  "model deeplabv3plus": { "stride 16": deeplab(XCEPTION) },
  "backbone xception": { "stride 8": deeplab(`${XCEPTION}, outputStride: 8`) },
  "refiner uafr": {
    "with dropout": uafr("dropoutAt: [encoder, decoder], dropoutRate: 0.3"),
    "one hypothesis": uafr("M: 1, kernel: 1"),
  },
  "loss cross-entropy": { "class weights": ["losses.segmentation.classWeights=[1, 3]"] },
  "loss dice": {
    "foreground": ["losses.segmentation={ type: dice }"],
    "whole batch": [
      "losses.segmentation={ type: dice, includeBackground: true, batch: true, squared: true }",
    ],
  },
  "loss pdcr": {
    "windows": pdcr(HIERARCHICAL),
    "receptive fields, drawn units": pdcr(`${BY_FIELD}, sampling: random, position: sincos`),
    "Dice of patches": pdcr(`${HIERARCHICAL}, affinity: dice`),
    "sigmoid": pdcr(`${HIERARCHICAL}, form: sigmoid-l1, series: ratio-first`),
    "as released": pdcr(`${HIERARCHICAL}, form: released2d, windows: released2d`),
  },
  "loss pdcr-cross-layer": {
    "windows": cross(HIERARCHICAL),
    "receptive fields, drawn units": cross(`${BY_FIELD}, sampling: random`),
  },
  "optimizer adam": { "decay in the gradient": ["optimizer={ type: adam, weightDecay: 0.01 }"] },
  "optimizer adamw": { "decay of the weights": ["optimizer={ type: adamw }"] },
  "optimizer sgd": {
    "plain": ["optimizer={ type: sgd, momentum: 0 }"],
    "momentum and decay": ["optimizer={ type: sgd, weightDecay: 0.01 }"],
    "nesterov": ["optimizer.nesterov=true"],
    "larc": ["optimizer.larc={}"],
    "lars": ["optimizer.larc={ clip: false }"],
  },
};

/** What two orders of rounding may differ by, in losses. */
const LOSS = 1e-5;
/** The same in weights, averages and gradients: a share of the tensor's largest value, or of a tenth of its like's. */
const TENSOR = 1e-4;
/** Initial weights that are tried: rounding may push a unit over the kink of a ReLU, but a wrong op is wrong with all. */
const SEEDS = [1, 2, 3, 4];

Deno.test("there is a case for every component that a compiled step is made of, and none for others", () => {
  const registered = KINDS.flatMap((kind) => registry.names(kind).map((name) => `${kind} ${name}`));
  const missing = registered.filter((component) => Object.keys(CASES[component] ?? {}).length === 0);
  assertEquals(missing, [], `Add to CASES in tests/compiled_test.ts: ${missing.join(", ")}`);
  assertEquals(Object.keys(CASES).filter((component) => !registered.includes(component)), []);
});

for (const [component, variants] of Object.entries(CASES)) {
  for (const [variant, set] of Object.entries(variants)) {
    onEachBackend(
      `${component}, ${variant}: a compiled step gives the numbers of op by op`,
      async (backend) => {
        const failures: unknown[] = [];
        for (const seed of SEEDS) {
          const [compiled, plain] = await both(backend, [...set, `seed=${seed}`]);
          assertSameLosses(compiled, plain);
          try {
            return assertSameTensors(compiled, plain);
          } catch (error) {
            failures.push(error);
          }
        }
        throw new AggregateError(failures, `${failures[0]}; and with every other seed`);
      },
      { only: ["tensorflow"] },
    );
  }
}

async function both(backend: Backend, set: readonly string[]): Promise<[Updated, Updated]> {
  await activate(backend);
  const compiled = await updated(set);
  await activate(eager(backend));
  return [compiled, await updated(set)];
}

function assertSameLosses(compiled: Updated, plain: Updated): void {
  compiled.reports.forEach(({ total, terms }, step) => {
    const wanted = plain.reports[step];
    assert(Number.isFinite(total));
    assertClose(total, wanted.total, LOSS, 0, `Loss of step ${step}`);
    for (const [name, term] of Object.entries(terms)) {
      assertClose(term, wanted.terms[name], LOSS, LOSS * wanted.total, `Term "${name}" of step ${step}`);
    }
  });
}

function assertSameTensors(compiled: Updated, plain: Updated): void {
  assertEquals([...compiled.tensors.keys()], [...plain.tensors.keys()]);
  const most = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const largest = new Map<string, number>();
  for (const [name, values] of plain.tensors) {
    largest.set(like(name), Math.max(largest.get(like(name)) ?? 0, most(values)));
  }
  for (const [name, values] of plain.tensors) {
    const scale = Math.max(most(values), largest.get(like(name))! / 10);
    assertClose(compiled.tensors.get(name)!, values, 0, TENSOR * scale, name);
  }
}

/** What a tensor is, of whichever layer: `weight`, or `optimizer.velocity beta`. */
function like(name: string): string {
  const slot = name.startsWith("optimizer.") ? `${name.split(".", 2).join(".")} ` : "";
  return slot + name.slice(name.lastIndexOf(".") + 1);
}

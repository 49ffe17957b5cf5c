/**
 * Every variant that the method names is reached from a config alone: all of a kind stand beside each other in one small
 * network, which takes two compiled steps.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { onEachBackend } from "./backends.ts";
import { type Updated, updated, type UpdatedOptions } from "./updates.ts";

const H = "ratio: { type: hierarchical, sizes: [3, 5] }", UNITS = "units: { encoder.0: 8, encoder.1: 8 }";
const phi = (type: string, phi: string) =>
  `{ type: pdcr, ${UNITS}, ratio: { type: ${type}${
    type === "hierarchical" ? ", sizes: [3, 5]" : ""
  }, phi: ${phi} } }`;
const pdcr = (options: string) => `{ type: pdcr, ${UNITS}, ${H}, ${options} }`;
const cross = (options: string) =>
  `{ type: pdcr-cross-layer, units: { encoder.0: 4, decoder.1: 4 }, ${H}, channels: 4, ${options} }`;

/** Losses by what they are called in method.md section 1. */
const CONTRASTS: Readonly<Record<string, string>> = {
  "phi-mean-H": phi("hierarchical", "mean"),
  "phi-l1-H": phi("hierarchical", "l1"),
  "phi-l2-H": phi("hierarchical", "l2"),
  "phi-mean-RF": phi("receptive-field", "mean"),
  "phi-l1-RF": phi("receptive-field", "l1"),
  "phi-l2-RF": phi("receptive-field", "l2"),
  "loss-first": pdcr("series: loss-first"),
  "ratio-first": pdcr("series: ratio-first"),
  "ratio-first-weighted": pdcr("series: ratio-first, ratioWeights: [1, 2]"),
  "position-none": pdcr("position: none"),
  "position-sincos": pdcr("position: sincos"),
  "affinity-ratio": pdcr("affinity: ratio"),
  "affinity-dice": pdcr("affinity: dice"),
  "affinity-as-released": pdcr("halve: false"),
  "form-paper": pdcr("form: paper"),
  "form-released2d": pdcr("form: released2d, windows: released2d"),
  "form-unweighted": pdcr("form: unweighted"),
  "form-diagonal": pdcr("form: diagonal"),
  "form-sigmoid-l1": pdcr("form: sigmoid-l1"),
  "sampling-stride": pdcr("sampling: stride"),
  "sampling-random": pdcr("sampling: random"),
  "reduction-sum": pdcr("reduction: sum, weight: 0.001"),
  "temperature": pdcr("temperature: 0.1"),
  "other-layers": `{ type: pdcr, units: { decoder.1: 4, decoder.0: 128 }, ${H}, weight: 0.01 }`,
  "more-units-than-cells":
    `{ type: pdcr, units: { encoder.2: 100 }, ratio: { type: hierarchical, sizes: [1] } }`,
  "cross-paper": cross("form: paper"),
  "cross-released2d": cross("form: released2d"),
  "cross-unweighted": cross("form: unweighted"),
  "cross-diagonal": cross("form: diagonal"),
  "cross-sigmoid-l1": cross("form: sigmoid-l1"),
  "cross-ratio-first": cross("series: ratio-first"),
  "cross-dice": cross("affinity: dice"),
  "cross-sincos-random": cross("position: sincos, sampling: random"),
  "cross-three-layers":
    `{ type: pdcr-cross-layer, units: { encoder.0: 8, encoder.1: 4, encoder.2: 2 }, ratio: { type: receptive-field }, grid: 8 }`,
};

const IMAGES: Readonly<Record<string, string>> = {
  "byol": "{ type: byol, hidden: 8, dimensions: 4 }",
  "byol-constant-momentum":
    "{ type: byol, hidden: 8, dimensions: 4, momentum: 0.996, ramp: false, slot: encoder.1 }",
  "simclr-1": "{ type: simclr, hidden: 8, dimensions: 4, temperature: 0.1 }",
  "simclr-5": "{ type: simclr, hidden: 8, dimensions: 4, temperature: 0.5 }",
  "simsiam": "{ type: simsiam, hidden: 8, dimensions: 4, bottleneck: 2 }",
  "other-views": "{ type: simsiam, hidden: 8, dimensions: 4, views: { crop: 0.5, flip: 0, jitter: 0 } }",
};

/** Refiners, each at one or several slots, by what they are called in section 2. */
const REFINERS: readonly string[] = [
  ...[1, 2, 5, 10, 50, 100, 500, 1000].map((M, i) => `{ type: uafr, M: ${M}, slots: [${SLOT(i)}] }`),
  ...[1, 3, 5, 7].map((kernel, i) => `{ type: uafr, kernel: ${kernel}, slots: [${SLOT(i)}] }`),
  "{ type: uafr, slots: [encoder.0, encoder.1, encoder.2, decoder.1, decoder.0], dropoutAt: [decoder] }",
  ...["se", "cbam", "bam"].map((type) => `{ type: ${type}, slots: [encoder.0, decoder.1] }`),
  "{ type: cbam, slots: [encoder.1], kernel: 3, reduction: 4 }",
  "{ type: bam, slots: [encoder.1], join: product, reduction: 4, dilation: 2 }",
];

function SLOT(i: number): string {
  return ["encoder.0", "encoder.1", "encoder.2", "decoder.1", "decoder.0"][i % 5];
}

function assertTrains({ reports }: Updated, names: readonly string[]): void {
  for (const { total, terms } of reports) {
    assertEquals(Object.keys(terms), ["segmentation", ...names]);
    assert(Number.isFinite(total));
    for (const [name, value] of Object.entries(terms)) assert(Number.isFinite(value), `${name} is ${value}`);
  }
}

const only = { only: ["tensorflow"] };

function trains(
  what: string,
  losses: Readonly<Record<string, string>>,
  set: readonly string[],
  options: UpdatedOptions = {},
) {
  onEachBackend(`${what} takes two compiled steps from a config`, async () => {
    const terms = Object.entries(losses).map(([name, spec]) => `losses.${name}=${spec}`);
    const done = await updated([...set, ...terms], { steps: 2, ...options });
    assertTrains(done, Object.keys(losses));
    const [first, second] = done.reports;
    for (const name of Object.keys(losses)) assertNotEquals(second.terms[name], first.terms[name], name);
  }, only);
}

const FOUR = "train.batchSize=4";
trains("every form of PDCR", CONTRASTS, ["optimizer.rate=0.001"]);
trains("every regulariser on whole images", IMAGES, [FOUR]);
trains("BYOL in bfloat16, in parts of a batch", { byol: IMAGES.byol }, [FOUR, "train.accumulate=2"], {
  precision: "bfloat16",
});
trains("every module at slots", {}, [`refine=[${REFINERS.join(", ")}]`]);

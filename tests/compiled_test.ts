import { assert, assertEquals } from "@std/assert";
import { activate, type Backend, type Kind } from "@dragsaw/core";
import { assertClose } from "@dragsaw/core/testing";
import { onEachBackend } from "./backends.ts";
import { eager, ON_VOLUMES, registry, type Updated, updated } from "./updates.ts";

/** Every registered component of these kinds has a case below: what is set for it on top of a U-Net with cross-entropy. */
const KINDS: readonly Kind[] = ["model", "backbone", "refiner", "loss", "optimizer"];

const DEEPLAB = ["size=[64, 64]", "train.batchSize=4", "optimizer.rate=0.001"];
const XCEPTION = "backbone: { type: xception, width: 0.0625, middleBlocks: 1";
const deeplab = (backbone: string) => [
  ...DEEPLAB,
  `model={ type: deeplabv3plus, width: 8, lowWidth: 4, ${backbone} } }`,
];
/** What deep networks are after an update hangs on its rounding: these hardly move. */
const SHALLOW = "blocks: [1, 1, 1, 2]";
const STILL = ["size=[64, 64]", "train.batchSize=4", "optimizer.rate=1e-7"];
const fcn = (backbone: string, options = "") => [
  ...STILL,
  `model={ type: fcn, width: 4, ${options} backbone: { ${backbone} } }`,
];
const uafr = (options: string) => [
  `refine=[{ type: uafr, slots: [encoder.1, decoder.1], hidden: 4, ${options} }]`,
];
const attention = (options: string) => [
  `refine=[{ slots: [encoder.1, decoder.1], reduction: 2, ${options} }]`,
];
const ssl = (options: string) => [
  // of two images the statistics of a head are rounding
  "train.batchSize=4",
  `losses.image={ weight: 0.1, hidden: 16, dimensions: 8, ${options} }`,
];
const pdcr = (options: string) => [
  `losses.contrast={ type: pdcr, weight: 0.1, units: { encoder.1: 16, decoder.1: 8 }, ${options} }`,
];
const cross = (options: string) => [
  `losses.contrast={ type: pdcr-cross-layer, weight: 0.1, units: { encoder.1: 8, encoder.2: 8 }, ${options} }`,
];

const LEVELS = "levels: 3, strides: [[1, 1, 1], [1, 2, 2], [2, 2, 2]]";
const RESIDUAL = `model={ type: resenc-unet3d, baseWidth: 4, blocks: [1, 2, 1], ${LEVELS} }`;

const DROPS = "dropoutAt: [encoder, decoder], dropoutRate: 0.3";
const HIERARCHICAL = "ratio: { type: hierarchical, sizes: [3, 5] }";
const BY_FIELD = "ratio: { type: receptive-field }";

const CASES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "model unet": {
    "transposed convolutions": [],
    "bilinear": ["model.up=bilinear"],
    "parts of a batch, clipped": ["train.clipNorm=0.5", "train.accumulate=2"],
    "recomputed": ["recompute=all"],
  },
  "model unet3d": {
    "anisotropic": [ON_VOLUMES],
    "parts of a batch, clipped": [ON_VOLUMES, "train.clipNorm=0.5", "train.accumulate=2"],
    "recomputed": [ON_VOLUMES, "recompute=all"],
  },
  "model resenc-unet3d": {
    "anisotropic": [ON_VOLUMES, RESIDUAL],
    "recomputed": [ON_VOLUMES, RESIDUAL, "recompute=all"],
  },
  "model vnet": {
    "anisotropic": [ON_VOLUMES, `model={ type: vnet, width: 4, ${LEVELS}, kernel: [1, 3, 3] }`],
  },
  "model deeplabv3plus": { "stride 16": deeplab(XCEPTION) },
  "backbone efficientnet-lite0": {
    "stride 8": fcn("type: efficientnet-lite0, width: 0.25, outputStride: 8, blocks: [1, 1, 1, 1, 1, 2, 1]"),
  },
  "model fcn": { "scores of stride 8": fcn("type: xception, width: 0.0625, middleBlocks: 0", "skip: 8,") },
  "model pspnet": {
    "bins that do not divide": [
      ...DEEPLAB,
      "model={ type: pspnet, width: 4, bins: [1, 3], backbone: { type: xception, width: 0.0625, middleBlocks: 0 } }",
    ],
  },
  "model unet++": {
    "transposed convolutions": ["model.type=unet++"],
    "bilinear, a head for each": [
      "model={ type: unet++, baseWidth: 4, depth: 4, up: bilinear, deepSupervision: true }",
    ],
  },
  "backbone resnet50": { "stride 8": fcn(`type: resnet50, width: 0.0625, outputStride: 8, ${SHALLOW}`) },
  "backbone resnet101": {
    "multi-grid": fcn(`type: resnet101, width: 0.0625, dilation: deeplabv3, ${SHALLOW}`),
  },
  "backbone drn-d-54": {
    "stride 8": fcn("type: drn-d-54, width: 0.125, blocks: [1, 1, 1, 1]"),
  },
  "backbone mobilenet-v2": {
    "stride 8": fcn("type: mobilenet-v2, width: 0.25, outputStride: 8, blocks: [1, 1, 1, 1, 1, 2, 1]"),
  },
  "backbone xception": { "stride 8": deeplab(`${XCEPTION}, outputStride: 8`) },
  "refiner uafr": {
    "with dropout": uafr(DROPS),
    "one hypothesis": uafr("M: 1, kernel: 1"),
    "of volumes": [ON_VOLUMES, ...uafr(DROPS)],
  },
  "refiner se": { "by default": attention("type: se") },
  "refiner cbam": { "by default": attention("type: cbam") },
  "refiner bam": {
    "sum": attention("type: bam, dilation: 2"),
    "product": attention("type: bam, join: product"),
  },
  "loss cross-entropy": {
    "class weights": ["losses.segmentation.classWeights=[1, 3]"],
    "of volumes": [ON_VOLUMES, "losses.segmentation={ type: cross-entropy }"],
  },
  "loss dice": {
    "foreground": ["losses.segmentation={ type: dice }"],
    "of volumes": [ON_VOLUMES, "losses.segmentation={ type: dice }"],
    "whole batch": [
      "losses.segmentation={ type: dice, includeBackground: true, batch: true, squared: true }",
    ],
  },
  "loss dice-cross-entropy": {
    "Dice of the batch, the finest alone": [
      ON_VOLUMES,
      "losses.segmentation.batch=true",
      "losses.segmentation.deepSupervision=false",
    ],
  },
  "loss pdcr": {
    "windows": pdcr(HIERARCHICAL),
    "receptive fields, drawn units": pdcr(`${BY_FIELD}, sampling: random, position: sincos`),
    "Dice of patches": pdcr(`${HIERARCHICAL}, affinity: dice`),
    "sigmoid": pdcr(`${HIERARCHICAL}, form: sigmoid-l1, series: ratio-first`),
    "as released": pdcr(`${HIERARCHICAL}, form: released2d, windows: released2d`),
    "near boundaries, across images": pdcr(`${HIERARCHICAL}, sampling: boundary, across: both`),
    "regression": pdcr(`${BY_FIELD}, form: regression, sampling: boundary, boundaryShare: 0.7`),
    "by uncertainty": [...uafr("M: 2"), ...pdcr(`${HIERARCHICAL}, uncertainty: certain`)],
    "of volumes, receptive fields of a grid": [
      ON_VOLUMES,
      "losses.contrast={ type: pdcr, weight: 0.1, units: { encoder.1: [2, 2, 2], decoder.1: [2, 2, 4] }, " +
      `${BY_FIELD}, divisor: full, temperature: 0.5 }`,
    ],
    "supcon, learned temperature": pdcr(`${HIERARCHICAL}, form: supcon, temperature: learned, border: 0`),
  },
  "loss pdcr-cross-layer": {
    "windows": cross(HIERARCHICAL),
    "of volumes, on their own maps": [
      ON_VOLUMES,
      "losses.contrast={ type: pdcr-cross-layer, weight: 0.1, units: { encoder.0: [2, 4, 4], encoder.1: [2, 2, 4] }, " +
      `grid: own, channels: 4, ${BY_FIELD}, divisor: full, temperature: 0.5 }`,
    ],
    "receptive fields, drawn units": cross(`${BY_FIELD}, sampling: random`),
    "across images, learned temperature": cross(
      `${HIERARCHICAL}, sampling: boundary, across: images, temperature: learned`,
    ),
  },
  "loss byol": {
    "a moving target": ssl("type: byol, momentum: 0.5"),
    "parts of a batch, recomputed": [
      ...ssl("type: byol, momentum: 0.5, ramp: false"),
      "recompute=all",
      "train.accumulate=2",
    ],
  },
  "loss simclr": { "by default": ssl("type: simclr") },
  "loss simsiam": { "with a refiner that drops": [...ssl("type: simsiam, bottleneck: 4"), ...uafr(DROPS)] },
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

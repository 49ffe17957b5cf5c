/** A config that uses every section; the line numbers of the corpus count its lines. */
export const GOOD: string = `name: good
seed: 7
backend: { type: js, threads: 2 }
dataset: { type: synthetic, train: 96, size: [96, 96] }
testSet: { type: ph2, root: data/PH2 }
size: [96, 128]
normalize: { mean: [0.5], std: [0.25] }
augment:
  - { type: affine, scale: [0.8, 1.2], rotate: 90 }
  - flip
model:
  type: deeplabv3plus
  backbone: { type: xception, outputStride: 16 }
refine:
  - { type: uafr, slots: [stem.conv1, decoder.low], kernel: 3 }
losses:
  segmentation: { type: cross-entropy, classWeights: [1, 2] }
  encoder:
    type: pdcr
    weight: 0.1
    units: { x2: 64, decoder.low: [8, 8] }
    ratio: { type: hierarchical, sizes: [5, 7, 9] }
optimizer: { type: adam, rate: 1e-3, weightDecay: 1e-5, nesterov: true }
schedule: { type: cosine, final: 1e-5, warmupEpochs: 0.5 }
train:
  epochs: 2.5
  batchSize: 4
  accumulate: 2
  clipNorm: 1
  validateEvery: 0.5
  monitor: { metric: jaccard }
evaluate: { resize: after, metrics: [dice, jaccard], mirror: true }
loader: { workers: 2, prefetch: 3, cacheMegabytes: 64 }
reports: [csv, { type: pictures, count: 2 }]
init: { weights: data/backbone.pth }
`;

/** What is broken in a copy of the good config, and what must be said of it. */
export interface Broken {
  /** Text that is replaced. */
  readonly from: string;
  /** What it becomes. */
  readonly to: string;
  /** Line, key path, and what the message must contain. */
  readonly says: readonly [line: number, path: string, ...text: string[]];
}

const broken = (from: string, to: string, line: number, path: string, ...text: string[]): Broken => ({
  from,
  to,
  says: [line, path, ...text],
});

/** One mistake each. */
export const CORPUS: readonly Broken[] = [
  // Keys that do not exist, at every level.
  broken("name: good", "nmae: good", 1, "nmae", "unknown key", 'did you mean "name"'),
  broken("seed: 7", "Seed: 7", 2, "Seed", 'did you mean "seed"'),
  broken("seed: 7", "epochs: 7", 2, "epochs", 'did you mean "train.epochs"'),
  broken("seed: 7", "banana: 7", 2, "banana", "unknown key", "the keys name, seed"),
  broken("threads: 2", "thread: 2", 3, "backend.thread", 'did you mean "threads"'),
  broken("train: 96", "trian: 96", 4, "dataset.trian", 'did you mean "train"'),
  broken("root: data/PH2", "rot: data/PH2", 5, "testSet.rot", 'did you mean "root"'),
  broken("std: [0.25]", "sdt: [0.25]", 7, "normalize.sdt", 'did you mean "std"'),
  broken("rotate: 90", "rotation: 90", 9, "augment.0.rotation", 'did you mean "rotate"'),
  broken("outputStride", "output_stride", 13, "model.backbone.output_stride", 'did you mean "outputStride"'),
  broken("  backbone:", "  backbon:", 13, "model.backbon", 'did you mean "backbone"'),
  broken("kernel: 3", "kernels: 3", 15, "refine.0.kernels", 'did you mean "kernel"'),
  broken(
    "classWeights",
    "class_weights",
    17,
    "losses.segmentation.class_weights",
    'did you mean "classWeights"',
  ),
  broken("weight: 0.1", "wieght: 0.1", 20, "losses.encoder.wieght", 'did you mean "weight"'),
  broken("sizes: [5", "size: [5", 22, "losses.encoder.ratio.size", 'did you mean "sizes"'),
  broken("weightDecay", "momentum", 23, "optimizer.momentum", "the keys type, rate, weightDecay, nesterov"),
  broken("warmupEpochs", "warmup", 24, "schedule.warmup", 'did you mean "warmupEpochs"'),
  broken("batchSize: 4", "batchSize: 4\n  bathcSize: 4", 28, "train.bathcSize", 'did you mean "batchSize"'),
  broken("accumulate: 2", "seed: 2", 28, "train.seed", 'did you mean "seed"'),
  broken("{ metric: jaccard }", "{ metrics: jaccard }", 31, "train.monitor.metrics", 'did you mean "metric"'),
  broken("mirror: true", "mirrored: true", 32, "evaluate.mirrored", 'did you mean "mirror"'),
  broken("prefetch: 3", "prefech: 3", 33, "loader.prefech", 'did you mean "prefetch"'),
  broken("count: 2", "counts: 2", 34, "reports.1.counts", 'did you mean "count"'),
  // Components that do not exist.
  broken("type: js", "type: jss", 3, "backend.type", '"tensorflow", "js"', 'did you mean "js"'),
  broken(
    "type: synthetic",
    "type: sinthetic",
    4,
    "dataset.type",
    "isic2016, ph2, synthetic",
    'did you mean "synthetic"',
  ),
  broken("type: ph2", "type: ham10000", 5, "testSet.type", "one of isic2016, ph2, synthetic"),
  broken("- flip", "- flipp", 10, "augment.1", 'did you mean "flip"'),
  broken(
    "deeplabv3plus",
    "deeplabv3+",
    12,
    "model.type",
    "one of unet, deeplabv3plus",
    'did you mean "deeplabv3plus"',
  ),
  broken("type: xception", "type: xceptoin", 13, "model.backbone.type", 'did you mean "xception"'),
  broken("type: uafr", "type: uarf", 15, "refine.0.type", 'did you mean "uafr"'),
  broken(
    "type: cross-entropy",
    "type: CrossEntropy",
    17,
    "losses.segmentation.type",
    'did you mean "cross-entropy"',
  ),
  broken(
    "type: hierarchical",
    "type: hierarchic",
    22,
    "losses.encoder.ratio.type",
    'did you mean "hierarchical"',
  ),
  broken("type: adam", "type: adan", 23, "optimizer.type", 'did you mean "adam"'),
  broken("type: cosine", "type: unet", 24, "schedule.type", "one of constant, cosine"),
  broken("[dice, jaccard]", "[dice, jacard]", 32, "evaluate.metrics.1", 'did you mean "jaccard"'),
  broken("reports: [csv", "reports: [cvs", 34, "reports.0", 'did you mean "csv"'),
  // Values of the wrong kind.
  broken("name: good", "name: [good]", 1, "name", 'found ["good"]', "a text"),
  broken("seed: 7", "seed: seven", 2, "seed", 'found "seven"', "a whole number from 0"),
  broken("seed: 7", 'seed: "7"', 2, "seed", 'found "7"'),
  broken("seed: 7", "seed: 1.5", 2, "seed", "found 1.5", "a whole number"),
  broken("seed: 7", "seed: .nan", 2, "seed", "found NaN"),
  broken("seed: 7", "seed:", 2, "seed", "found nothing"),
  broken(
    "backend: { type: js, threads: 2 }",
    "backend: js",
    3,
    "backend",
    'found "js"',
    "a map of type, threads",
  ),
  broken("size: [96, 128]", "size: 96", 6, "size", "found 96", "a list of 2, each a whole number from 1"),
  broken("size: [96, 128]", "size: [96, wide]", 6, "size.1", 'found "wide"'),
  broken("size: [96, 128]", "size: [96, 128, 3]", 6, "size", "found [96,128,3]", "a list of 2"),
  broken("mean: [0.5]", "mean: 0.5", 7, "normalize.mean", "a list of at least 1, each a number"),
  broken("  - flip", "  - 3", 10, "augment.1", "found 3", "one of affine, flip"),
  broken("  - flip", "  -", 10, "augment.1", "found nothing", "one of affine, flip"),
  broken(
    "slots: [stem.conv1, decoder.low]",
    "slots: stem.conv1",
    15,
    "refine.0.slots",
    'found "stem.conv1"',
    "a list",
  ),
  broken(
    "x2: 64",
    "x2: many",
    21,
    "losses.encoder.units.x2",
    'found "many"',
    "a whole number from 1 or a list of 2",
  ),
  broken("nesterov: true", "nesterov: yes", 23, "optimizer.nesterov", 'found "yes"', "true or false"),
  broken("rate: 1e-3", "rate: 1e-3f", 23, "optimizer.rate", 'found "1e-3f"', "a number above 0"),
  broken(
    "loader: { workers: 2, prefetch: 3, cacheMegabytes: 64 }",
    "loader: 2",
    33,
    "loader",
    "found 2",
    "a map of workers",
  ),
  broken(
    "weights: data/backbone.pth",
    "weight: data/backbone.pth",
    35,
    "init.weight",
    'did you mean "weights"',
  ),
  broken("weights: data/backbone.pth", "weights: 3", 35, "init.weights", "found 3"),
  // Values out of range.
  broken("seed: 7", "seed: -1", 2, "seed", "found -1", "from 0"),
  broken("seed: 7", "seed: 4294967296", 2, "seed", "to 2147483647"),
  broken("threads: 2", "threads: 0", 3, "backend.threads", "found 0", "from 1"),
  broken("size: [96, 96]", "size: [96, 8]", 4, "dataset.size.1", "found 8", "from 16"),
  broken("root: data/PH2", 'root: ""', 5, "testSet.root", 'found ""', "a text that is not empty"),
  broken("std: [0.25]", "std: [0]", 7, "normalize.std.0", "a number above 0"),
  broken("std: [0.25]", "std: [1, 1]", 7, "normalize", "mean and std of the same length"),
  broken("rotate: 90", "rotate: 270", 9, "augment.0.rotate", "a number from 0 to 180"),
  broken("outputStride: 16", "outputStride: 32", 13, "model.backbone.outputStride", "found 32", "8 or 16"),
  broken("kernel: 3", "kernel: 4", 15, "refine.0.kernel", "found 4", "an odd whole number"),
  broken("slots: [stem.conv1, decoder.low]", "slots: []", 15, "refine.0.slots", "found []", "at least 1"),
  broken("weight: 0.1", "weight: -0.1", 20, "losses.encoder.weight", "a number from 0"),
  broken("[8, 8]", "[8, 0]", 21, "losses.encoder.units.decoder.low.1", "found 0", "from 1"),
  broken("epochs: 2.5", "epochs: 0", 26, "train.epochs", "a number above 0"),
  broken("epochs: 2.5", "steps: 2.5", 26, "train.steps", "a whole number from 1"),
  broken("epochs: 2.5", "epochs: 2.5\n  steps: 4", 25, "train", "exactly one of epochs and steps"),
  broken("validateEvery: 0.5", "validateEvery: 0", 30, "train.validateEvery", "a number above 0"),
  broken("{ metric: jaccard }", "{ split: test }", 31, "train.monitor.split", 'found "test"', '"val"'),
  broken(
    "resize: after",
    "resize: afterwards",
    32,
    "evaluate.resize",
    '"first", "after"',
    'did you mean "after"',
  ),
  broken("metrics: [dice, jaccard]", "metrics: []", 32, "evaluate.metrics", "a list of at least 1"),
  broken("workers: 2", "workers: 0", 33, "loader.workers", "from 1"),
  broken("name: good", "name: ../good", 1, "name", 'found "../good"'),
  broken("  encoder:", "  2nd:", 18, "losses.2nd", 'the name "2nd"', "a name of letters"),
  // What must be there and is not.
  broken("size: [96, 128]", "", 1, "size", "found nothing", "a list of 2"),
  broken("type: synthetic, ", "", 4, "dataset.type", "found nothing", "one of isic2016, ph2, synthetic"),
  broken(", root: data/PH2", "", 5, "testSet.root", "found nothing"),
  broken(
    "  backbone: { type: xception, outputStride: 16 }",
    "",
    11,
    "model.backbone",
    "found nothing",
    "one of xception",
  ),
  broken("slots: [stem.conv1, decoder.low], ", "", 15, "refine.0.slots", "found nothing"),
  broken("    units: { x2: 64, decoder.low: [8, 8] }", "", 18, "losses.encoder.units", "found nothing"),
  broken("  batchSize: 4", "", 25, "train.batchSize", "found nothing"),
  broken("  epochs: 2.5", "", 25, "train", "exactly one of epochs and steps"),
  broken(
    "optimizer: { type: adam, rate: 1e-3, weightDecay: 1e-5, nesterov: true }",
    "",
    1,
    "optimizer",
    "one of adam, sgd",
  ),
  broken("schedule: { type: cosine", "schedule: { type: null", 24, "schedule.type", "found nothing"),
  // What is no YAML, or not what it looks like.
  broken("seed: 7", "seed: 7\nseed: 8", 3, "seed", "a second time"),
  broken("    weight: 0.1", "    weight: 0.1\n    weight: 0.2", 21, "losses.encoder.weight", "a second time"),
  broken("  type: deeplabv3plus", "\ttype: deeplabv3plus", 12, "model", "a tab", "spaces"),
  broken("name: good", "name: 'good", 36, "name", "not YAML"),
  broken("size: [96, 128]", "size: [96, 128", 7, "size.1", "not YAML"),
  broken("seed: 7", "seed: !!js/function 7", 2, "seed", "the tag !!js/function"),
  broken("seed: 7", "seed: *none", 2, "", "the alias *none"),
  broken("seed: 7", "seed: 7\n---\na: 1", 3, "", "a second document"),
  broken("seed: 7", "__proto__: 7", 2, "", "no plain text"),
  broken("seed: 7", "? [a, b]\n: 7", 2, "", "no plain text"),
  broken("augment:", "augment: &a\n  - *a", 9, "", "an alias of a value that contains it"),
  // extends.
  broken("seed: 7", "extends: base.yml", 2, "extends", "no file base.yml", 'did you mean "base.yaml"'),
  broken("seed: 7", "extends: good.yaml", 2, "extends", "the cycle good.yaml -> good.yaml"),
  broken(
    "seed: 7",
    "extends: [base.yaml, loop.yaml]",
    1,
    "extends",
    "the cycle good.yaml -> loop.yaml -> good.yaml",
  ),
  broken("seed: 7", "extends: 3", 2, "extends", "a path from this file"),
  broken("seed: 7", "extends: [{ a: 1 }]", 2, "extends", "a path from this file"),
  broken("seed: 7", "extends:", 2, "extends", "a path from this file"),
  broken("seed: 7", "extends: list.yaml", 1, "", "found a list"),
];

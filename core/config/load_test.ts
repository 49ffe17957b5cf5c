import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { OptionError, type Plugin } from "../registry/define.ts";
import { loadConfig, type LoadOptions } from "./load.ts";
import { ConfigError } from "./problem.ts";
import { fakePlugin, fakeRegistry, memoryFiles } from "./testdata/fake_plugins.ts";
import { createRegistry } from "../registry/registry.ts";

const BASE = `
model: { type: unet, baseWidth: 8 }
losses:
  segmentation: cross-entropy
  encoder: { type: pdcr, weight: 0.1, units: { x2: 64, decoder.low: 32 }, ratio: { type: hierarchical } }
optimizer: { type: adam, rate: 1e-3, weightDecay: 1e-5 }
schedule: cosine
train: { epochs: 300, batchSize: 4, clipNorm: 1 }
`;
const RUN = `
extends: base/common.yaml
dataset: { type: isic2016, root: data }
size: [384, 512]
`;

const load = (text: string, set: string[] = [], options: Partial<LoadOptions> = {}) =>
  loadConfig("configs/run.yaml", {
    registry: fakeRegistry,
    set,
    files: memoryFiles({ "configs/base/common.yaml": BASE, "configs/run.yaml": text }),
    ...options,
  }).then(({ config }) => config);

Deno.test("loadConfig() fills every default", async () => {
  const config = await load(RUN);
  assertEquals([config.name, config.seed, config.size], ["run", 666, [384, 512]]);
  assertEquals(config.normalize, { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
  assertEquals(config.losses.segmentation, { type: "cross-entropy", weight: 1 });
  assertEquals(config.train, {
    epochs: 300,
    batchSize: 4,
    accumulate: 1,
    clipNorm: 1,
    validateEvery: 1,
    saveEvery: 200,
    logEvery: 10,
    monitor: { metric: "dice", split: "val" },
  });
  assertEquals(config.evaluate.metrics.map(({ type }) => type), [
    "dice",
    "jaccard",
    "accuracy",
    "m-dice",
    "m-iou",
  ]);
  assertEquals(config.reports.map(({ type }) => type), [
    "summary",
    "csv",
    "pictures",
    "calibration",
    "panels",
  ]);
  assertEquals(config.loader, { workers: 1, prefetch: 4, cacheMegabytes: 1024, storeGigabytes: 64 });
});

Deno.test("extends: maps merge, values and lists replace, null removes", async () => {
  const config = await load(`${RUN}
model: { depth: 3 }
losses: { encoder: null, extra: dice }
train: { clipNorm: null, batchSize: 2 }`);
  assertEquals(config.model, { type: "unet", baseWidth: 8, depth: 3, norm: "batch" });
  assertEquals(Object.keys(config.losses), ["segmentation", "extra"]);
  assertEquals([config.train.clipNorm, config.train.batchSize, config.train.epochs], [undefined, 2, 300]);
});

Deno.test("extends: a component of another type replaces the one below wholly", async () => {
  assertEquals((await load(`${RUN}optimizer: { type: sgd, rate: 0.1 }`)).optimizer, {
    type: "sgd",
    rate: 0.1,
    momentum: 0.9,
  });
  assertEquals((await load(`${RUN}schedule: { warmupEpochs: 2 }`)).schedule, {
    type: "cosine",
    final: 0,
    warmupEpochs: 2,
  });
  assertEquals((await load(`${RUN}schedule: constant`)).schedule, { type: "constant" });
});

Deno.test("extends: steps take the place of the epochs below, and the other way round", async () => {
  const { train } = await load(`${RUN}train: { steps: 5 }`);
  assertEquals([train.steps, train.epochs], [5, undefined]);
  const set = (await load(`${RUN}train: { steps: 5 }`, ["train.epochs=2"])).train;
  assertEquals([set.steps, set.epochs], [undefined, 2]);
});

Deno.test("extends: an absolute path is taken as it is", async () => {
  const files = memoryFiles({
    "/else/base.yaml": BASE,
    "configs/run.yaml": RUN.replace("base/common.yaml", "/else/base.yaml"),
  });
  const { config } = await loadConfig("configs/run.yaml", { registry: fakeRegistry, files });
  assertEquals(config.model.type, "unet");
});

Deno.test("extends: a name stands for a config that comes with the program; one that is not there lists them", async () => {
  const files = {
    ...memoryFiles({
      "app:/common.yaml": BASE,
      "configs/run.yaml": RUN.replace("base/common.yaml", "common"),
    }),
    named: new Map([["common", "app:/common.yaml"]]),
  };
  assertEquals((await load("", [], { files })).optimizer.weightDecay, 1e-5);
  const wrong = { ...memoryFiles({ "configs/run.yaml": "extends: comon" }), named: files.named };
  await assertRejects(
    () => load("", [], { files: wrong }),
    ConfigError,
    'a file; or one of common; did you mean "common"?',
  );
});

Deno.test("extends: later files of a list lie over earlier ones, and two may share a base", async () => {
  const files = memoryFiles({
    "a.yaml":
      `extends: [b.yaml, c.yaml]\nlosses: { l: dice }\nschedule: constant\nsize: [1, 1]\ndataset: synthetic`,
    "b.yaml": "extends: d.yaml\nseed: 1\noptimizer: adam",
    "c.yaml": "extends: d.yaml\nseed: 2",
    "d.yaml": "seed: 3\nmodel: unet\ntrain: { epochs: 1, batchSize: 7 }",
  });
  const { config } = await loadConfig("a.yaml", { registry: fakeRegistry, files });
  assertEquals([config.seed, config.train.batchSize], [2, 7]);
});

Deno.test("--set replaces, reaches into lists and dotted keys, makes sections, removes", async () => {
  const config = await load(`${RUN}augment: [flip, { type: affine, rotate: 10 }]`, [
    "losses.encoder.weight=0.2",
    "losses.encoder.units.decoder.low=8",
    "augment.1.rotate=45",
    "losses.extra={type: dice, weight: 2}",
    "train.clipNorm=null",
    "loader.workers=2",
    "name=a=b",
    "schedule.final=1e-5",
  ]);
  assertEquals(config.losses.encoder.weight, 0.2);
  assertEquals(config.losses.encoder.units, { x2: 64, "decoder.low": 8 });
  assertEquals(config.augment[1], { type: "affine", scale: [1, 1], rotate: 45 });
  assertEquals(config.losses.extra.weight, 2);
  assertEquals([config.train.clipNorm, config.loader.workers, config.name], [undefined, 2, "a=b"]);
  assertEquals(config.schedule, { type: "cosine", final: 1e-5, warmupEpochs: 0 });
});

Deno.test("--set of a type drops the old options and keeps those set beside it, in any order", async () => {
  const expected = { type: "sgd", rate: 0.5, momentum: 0.9 };
  assertEquals((await load(RUN, ["optimizer.type=sgd", "optimizer.rate=0.5"])).optimizer, expected);
  assertEquals((await load(RUN, ["optimizer.rate=0.5", "optimizer.type=sgd"])).optimizer, expected);
  assertEquals((await load(RUN, ["optimizer.type=adam"])).optimizer.weightDecay, 1e-5);
});

Deno.test("anchors and aliases are values like any other", async () => {
  const config = await load(`${RUN}losses: { a: &x { type: dice, weight: 3 }, b: *x }`);
  assertEquals([config.losses.a, config.losses.b], [{ type: "dice", weight: 3 }, {
    type: "dice",
    weight: 3,
  }]);
});

Deno.test("plugins are imported before the config is checked", async () => {
  const further: Plugin = {
    ...fakePlugin,
    name: "further",
    components: [{ ...fakeRegistry.component("loss", "dice"), name: "new" }],
  };
  const importPlugin = (specifier: string) =>
    specifier === "./mine.ts" ? Promise.resolve(further) : Promise.reject(new Error("no such module"));
  const text = `${RUN}plugins: [./mine.ts]\nlosses: { mine: new }`;
  assertEquals((await load(text, [], { importPlugin })).losses.mine, { type: "new", weight: 1 });
  const missing = await assertRejects(
    () => load(text.replace("./mine", "./mune"), [], { importPlugin }),
    ConfigError,
  );
  assertStringIncludes(
    missing.message,
    "configs/run.yaml:5:11  plugins.0: Cannot use plugin ./mune.ts: no such module",
  );
  const twice = () =>
    load(text, [], { importPlugin: () => Promise.resolve({ ...fakePlugin, name: "twin" }) });
  assertStringIncludes((await assertRejects(twice, ConfigError)).message, "twin");
  await assertRejects(() => load(text), ConfigError, "plugins.0");
});

Deno.test("explain() puts the error of a factory where its value stands", async () => {
  const text = `${RUN}model:\n  type: deeplabv3plus\n  backbone:\n    type: picky\n    slots: [x1, x2]`;
  const loaded = await loadConfig("run.yaml", {
    registry: fakeRegistry,
    files: memoryFiles({ "run.yaml": text, "base/common.yaml": BASE }),
  });
  const { registry, config, explain, locate } = loaded;
  const context = { build: registry.build } as never;
  try {
    registry.build("model", config.model, context);
    throw new Error("not refused");
  } catch (error) {
    assert(error instanceof OptionError);
    const explained = explain(error, ["model"]);
    assertEquals(explained.cause, error);
    assertStringIncludes(
      explained.message,
      'run.yaml:9:13  model.backbone.slots.0: found "x1", allowed stem.conv1',
    );
  }
  assertEquals(locate(["model", "backbone", "type"]), "run.yaml:8:11");
  assertEquals(locate(["optimizer", "nothing", "such"]), "base/common.yaml:6:1");
});

Deno.test("a config reads from the disk, and a check takes less than 300 ms", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/base`);
    await Deno.writeTextFile(`${folder}/base/common.yaml`, BASE);
    await Deno.writeTextFile(`${folder}/run.yaml`, RUN);
    const times: number[] = [];
    for (let i = 0; i < 9; i++) {
      const start = performance.now();
      await loadConfig(`${folder}/run.yaml`, { registry: createRegistry([fakePlugin]) });
      times.push(performance.now() - start);
    }
    const median = times.toSorted((a, b) => a - b)[4];
    assert(median < 300, `median ${median} ms`);
    await assertRejects(
      () => loadConfig(`${folder}/rum.yaml`, { registry: fakeRegistry }),
      ConfigError,
      'did you mean "run.yaml"',
    );
    await assertRejects(() => loadConfig(folder, { registry: fakeRegistry }), ConfigError, "no file");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

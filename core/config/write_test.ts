import { assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { loadConfig } from "./load.ts";
import type { DraftConfig } from "./run_config.ts";
import { formatConfig, hashConfig } from "./write.ts";
import { fakeRegistry, memoryFiles } from "./testdata/fake_plugins.ts";
import { GOOD } from "./testdata/good.ts";

const load = async (text: string): Promise<DraftConfig> =>
  (await loadConfig("x.yaml", { registry: fakeRegistry, files: memoryFiles({ "x.yaml": text }) })).config;

const rate = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
const text = fc.oneof(
  fc.string({ minLength: 1, unit: "grapheme" }),
  fc.constantFrom(
    "1",
    "true",
    "null",
    "~",
    "1e3",
    "0x1f",
    "0o7",
    "- a",
    "a: b",
    "# a",
    "a\nb",
    " ",
    "2026-11-23",
    "*a",
    "!x",
  ),
);
const slots = fc.dictionary(
  text.filter((name) => name !== "__proto__"),
  fc.oneof(fc.integer({ min: 1 }), fc.constant([3, 4])),
  {
    noNullPrototype: true,
  },
);
const written = fc.record({
  seed: fc.nat(2 ** 31 - 1),
  dataset: fc.record({ type: fc.constantFrom("isic2016", "ph2"), root: text }),
  size: fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })),
  augment: fc.array(fc.constantFrom("flip", { type: "affine", rotate: 3 }), { maxLength: 3 }),
  model: fc.constantFrom("unet", { type: "deeplabv3plus", backbone: "xception" }),
  losses: fc.dictionary(
    fc.constantFrom("a", "b", "null", "true", "y"),
    fc.record({
      type: fc.constant("pdcr"),
      weight: fc.double({ min: 0, max: 10, noNaN: true }),
      units: slots,
      ratio: fc.constant({ type: "hierarchical" }),
    }),
    { minKeys: 1, noNullPrototype: true },
  ),
  optimizer: fc.record({ type: fc.constantFrom("adam", "sgd"), rate }),
  schedule: fc.constantFrom("constant", { type: "cosine", final: 0.5 }),
  train: fc.record({ steps: fc.integer({ min: 1 }), batchSize: fc.integer({ min: 1, max: 64 }) }),
});

Deno.test("formatConfig() gives YAML that loads to the same config and the same hash", async () => {
  await fc.assert(
    fc.asyncProperty(written, async (value) => {
      const config = await load(JSON.stringify(value));
      const again = await load(formatConfig(config));
      // As text: a slot may be called "constructor", which assertEquals() takes for the class.
      assertEquals(formatConfig(again), formatConfig(config));
      assertEquals(hashConfig(again), hashConfig(config));
    }),
    { numRuns: 60 },
  );
});

Deno.test("formatConfig() is for people: one value a line, nothing inherited", async () => {
  const lines = formatConfig(await load(GOOD));
  assertStringIncludes(lines, "\nsize:\n  - 96\n  - 128\n");
  assertEquals(lines.includes("extends"), false);
});

Deno.test("hashConfig() changes with any value and not with the order of keys", async () => {
  const config = await load(GOOD);
  assertMatch(hashConfig(config), /^[0-9a-f]{64}$/);
  assertEquals(hashConfig(Object.fromEntries(Object.entries(config).reverse())), hashConfig(config));
  assertNotEquals(hashConfig({ ...config, seed: 8 }), hashConfig(config));
  assertNotEquals(hashConfig({ ...config, size: [128, 96] }), hashConfig(config));
  assertEquals(hashConfig({ ...config, testSet: undefined }), hashConfig(omitted(config)));
});

function omitted({ testSet: _, ...rest }: DraftConfig): Partial<DraftConfig> {
  return rest;
}

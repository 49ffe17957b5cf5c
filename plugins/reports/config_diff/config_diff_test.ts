import { assertEquals } from "@std/assert";
import { configChanges } from "./config_changes.ts";
import { differing } from "./differing.ts";
import { flatten } from "./flatten.ts";

Deno.test("flatten() names every value by its path", () => {
  const config = { seed: 0, size: [96, 96], none: [], augment: [{ type: "flip", p: 0.5 }], backend: {} };
  assertEquals([...flatten(config)], [
    ["seed", "0"],
    ["size", "[96, 96]"],
    ["none", "[]"],
    ["augment.0.type", "flip"],
    ["augment.0.p", "0.5"],
    ["backend", "{}"],
  ]);
});

Deno.test("configChanges() tells what the run changed, then what its file did, and nothing else", () => {
  const base = flatten({ rate: 1, losses: { cross: { type: "pdcr", weight: 0.1 } } });
  const own = flatten({ extends: "base.yaml", rate: 2, size: [8, 8] });
  const file = flatten({
    name: "x",
    rate: 2,
    size: [8, 8],
    seed: 0,
    losses: { cross: { type: "pdcr", weight: 0.1, M: 2 } },
  });
  const run = flatten({ name: "x", rate: 2, size: [8, 8], seed: 7, losses: {} });
  assertEquals(configChanges({ base, own, file, run }, "x.yaml"), [
    { path: "seed", base: null, value: "7", by: "this run" },
    { path: "losses.cross", base: "pdcr", value: null, by: "this run" },
    { path: "rate", base: "1", value: "2", by: "x.yaml" },
    { path: "size", base: null, value: "[8, 8]", by: "x.yaml" },
  ]);
});

Deno.test("differing() has a row a value, and one for a component that some lack", () => {
  const one = flatten({
    name: "a",
    seed: 0,
    backend: {},
    refine: [{ type: "uafr", M: 2 }],
    losses: { s: { type: "ce" } },
  });
  const two = flatten({
    name: "b",
    seed: 1,
    backend: { threads: 1 },
    refine: [],
    losses: { s: { type: "ce" } },
  });
  assertEquals(differing([one, two]), [
    { path: "seed", values: ["0", "1"] },
    { path: "refine.0", values: ["uafr", null] },
    { path: "backend.threads", values: [null, "1"] },
  ]);
  assertEquals(differing([one, one]), []);
});

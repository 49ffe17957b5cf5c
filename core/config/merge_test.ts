import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { merge } from "./merge.ts";
import type { Place } from "./problem.ts";
import { type Entry, locate, type Tree, valueOf } from "./tree.ts";

const at: Place = { file: "x", line: 1, column: 1 };

function treeOf(value: unknown, place = at): Tree {
  if (Array.isArray(value)) {
    return {
      kind: "list",
      at: place,
      items: value.map((item) => treeOf(item, place)),
    };
  }
  if (typeof value !== "object" || value === null) return { kind: "leaf", at: place, value };
  const entries = Object.entries(value).map((
    [key, node],
  ): [string, Entry] => [key, { key: place, node: treeOf(node, place) }]);
  return { kind: "branch", at: place, entries: new Map(entries) };
}

const key = fc.constantFrom("a", "b", "c", "type", "train", "epochs", "steps");
const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom("adam", "sgd"));
const { config } = fc.letrec<{ node: unknown; config: Record<string, unknown> }>((tie) => ({
  config: fc.dictionary(key, tie("node"), { maxKeys: 4, noNullPrototype: true }),
  node: fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { maxLength: 3 }), tie("config")),
}));

Deno.test("merge() with an empty config below or above changes nothing", () => {
  fc.assert(fc.property(config, (value) => {
    assertEquals(valueOf(merge(treeOf(value), treeOf({}))), value);
    assertEquals(valueOf(merge(treeOf({}), treeOf(value))), value);
  }));
});

Deno.test("merge() of a config with itself is itself", () => {
  fc.assert(fc.property(config, (value) => {
    const once = merge(treeOf(value), treeOf(value));
    assertEquals(valueOf(once), valueOf(merge(once, treeOf(value))));
    assertEquals(valueOf(once), value);
  }));
});

Deno.test("merge() holds every value of the upper config", () => {
  fc.assert(fc.property(config, config, (below, above) => {
    const merged = valueOf(merge(treeOf(below), treeOf(above)));
    const holds = (whole: unknown, part: unknown): void => {
      if (typeof part !== "object" || part === null || Array.isArray(part)) return assertEquals(whole, part);
      for (const [name, value] of Object.entries(part)) {
        holds((whole as Record<string, unknown>)[name], value);
      }
    };
    holds(merged, above);
  }));
});

Deno.test("merge() does not change its arguments", () => {
  const below = treeOf({ a: { b: 1 }, train: { epochs: 1 } });
  merge(below, treeOf({ a: { b: null, c: 2 }, train: { steps: 1 } }));
  assertEquals(valueOf(below), { a: { b: 1 }, train: { epochs: 1 } });
});

Deno.test("merge() keeps where each value was written", () => {
  const merged = merge(
    treeOf({ a: { b: 1, c: 2 } }, { file: "base" }),
    treeOf({ a: { c: 3 } }, { file: "top" }),
  );
  assertEquals(locate(merged, ["a", "b"]).file, "base");
  assertEquals(locate(merged, ["a", "c"]).file, "top");
  assertEquals(locate(merged, ["a", "nothing"]).file, "top");
});

Deno.test("merge() lays a map over the bare name of a component", () => {
  assertEquals(valueOf(merge(treeOf({ o: "adam" }), treeOf({ o: { rate: 1 } }))), {
    o: { type: "adam", rate: 1 },
  });
  assertEquals(valueOf(merge(treeOf({ o: "adam" }), treeOf({ o: { type: "sgd" } }))), { o: { type: "sgd" } });
});

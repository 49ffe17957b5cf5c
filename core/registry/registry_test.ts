import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { z } from "zod";
import type { LossBuildContext } from "../loss/loss.ts";
import type { AnyModel, BuildContext } from "../model/model.ts";
import { type Component, define, OptionError, type Plugin } from "./define.ts";
import type { Kind } from "./kinds.ts";
import { createRegistry } from "./registry.ts";

const plugin = (name: string, ...components: Component[]): Plugin => ({ name, apiVersion: 1, components });
const empty = (kind: Kind, name: string) =>
  define(kind, name, { summary: name, options: () => ({}), build: () => ({}) as never });

const rate = define("optimizer", "adam", {
  summary: "Adam",
  options: () => ({ rate: z.number().positive().default(1e-3).describe("Rate") }),
  build: (options) => options as never,
});
const net = define("model", "net", {
  summary: "Net",
  options: ({ component }) => ({ backbones: z.array(component("backbone")).describe("Two") }),
  build: ({ backbones }, context) =>
    backbones.map((spec) => context.build("backbone", spec, context)) as never,
});
const deep = define("backbone", "deep", {
  summary: "Deep",
  options: () => ({ depth: z.int().min(1).default(2).describe("Depth") }),
  build: ({ depth }) => {
    if (depth > 9) throw new OptionError(["depth"], `found ${depth}, allowed at most 9`);
    return depth as never;
  },
});
const pdcr = define("loss", "pdcr", {
  summary: "Loss",
  options: () => ({ tau: z.number().describe("Temperature") }),
  build: (options) => options as never,
});

const registry = createRegistry([plugin("a", rate, net), plugin("b", deep, pdcr)]);
const context = { build: (kind, spec, inner) => registry.build(kind, spec, inner) } as BuildContext;

Deno.test("createRegistry() refuses two components of one name, naming both packages", () => {
  const error = assertThrows(
    () => createRegistry([plugin("@x/a", empty("loss", "dice")), plugin("@y/b", empty("loss", "dice"))]),
    RangeError,
  );
  for (const word of ["@x/a", "@y/b", "dice"]) assertStringIncludes(error.message, word);
  createRegistry([plugin("a", empty("loss", "dice")), plugin("b", empty("metric", "dice"))]);
});

Deno.test("createRegistry() refuses another contract, an unknown kind and a taken option name", () => {
  const old = { name: "old", apiVersion: 2, components: [] } as unknown as Plugin;
  assertStringIncludes(assertThrows(() => createRegistry([old]), TypeError).message, "found 2");
  assertThrows(
    () => createRegistry([plugin("a", empty("los" as Kind, "dice"))]),
    TypeError,
    'found kind "los"',
  );
  const taken = define("loss", "x", {
    summary: "x",
    options: () => ({ weight: z.number() }),
    build: () => ({}) as never,
  });
  assertThrows(() => createRegistry([plugin("a", taken)]).schema("loss"), RangeError, '"weight"');
});

Deno.test("component() lists what there is and what was perhaps meant", () => {
  assertEquals(registry.names("optimizer"), ["adam"]);
  assertEquals(registry.component("optimizer", "adam").summary, "Adam");
  const error = assertThrows(() => registry.component("optimizer", "adma"), RangeError);
  assertEquals(error.message, 'Cannot find optimizer "adma": expected one of adam; did you mean "adam"?');
  assertThrows(() => registry.component("metric", "dice"), RangeError, "(none)");
});

Deno.test("schema() takes a bare name, fills defaults and refuses what it does not know", () => {
  const schema = registry.schema("optimizer");
  assertEquals(schema.parse("adam"), { type: "adam", rate: 1e-3 });
  assertEquals(schema.parse({ type: "adam", rate: 2 }), { type: "adam", rate: 2 });
  for (const wrong of ["sgd", { type: "adam", rat: 1 }, { type: "adam", rate: 0 }, {}, null, 3, ["adam"]]) {
    assertEquals(schema.safeParse(wrong).success, false, JSON.stringify(wrong));
  }
  assertEquals(registry.schema("loss").parse({ type: "pdcr", tau: 1 }), { type: "pdcr", tau: 1, weight: 1 });
});

Deno.test("schema() of a parsed component gives the same component", () => {
  const once = registry.schema("model").parse({
    type: "net",
    backbones: ["deep", { type: "deep", depth: 3 }],
  });
  assertEquals(registry.schema("model").parse(once), once);
});

Deno.test("build() gives the factory checked options without type and weight", () => {
  assertEquals(registry.build("optimizer", { type: "adam" }, {}), { rate: 1e-3 } as never);
  assertEquals(registry.build("loss", { type: "pdcr", tau: 1, weight: 3 }, {} as never), { tau: 1 } as never);
  assertEquals(registry.build("model", { type: "net", backbones: ["deep"] }, context), [2] as never);
});

Deno.test("build() says where an option stands, through nested components", () => {
  const nested = (depth: unknown) => ({ type: "net", backbones: ["deep", { type: "deep", depth }] });
  const refused = assertThrows(() => registry.build("model", nested(10), context), OptionError);
  assertEquals([refused.path, refused.message], [["backbones", 1, "depth"], "found 10, allowed at most 9"]);
  const wrong = assertThrows(() => registry.build("model", nested("x"), context), OptionError);
  assertEquals(wrong.path, ["backbones", 1, "depth"]);
});

Deno.test("build() refuses a component of other axes, naming those that would do, and gives the rest their context", () => {
  const solid = define("loss", "solid", {
    summary: "Volumes",
    dimensions: [3],
    options: () => ({}),
    build: (_options, { model: { resolutions } }) => resolutions as never,
  });
  const both = define("loss", "both", {
    summary: "Both",
    dimensions: [2, 3],
    options: () => ({}),
    build: (_options, { model: { axes } }) => (axes ?? 2) as never,
  });
  const flat = empty("loss", "flat"), turn = empty("transform", "turn");
  const { build } = createRegistry([plugin("a", solid, both, flat, turn)]);
  const of = (model: unknown) => ({ model }) as LossBuildContext<AnyModel>;
  const image = of({}), volume = of({ axes: 3, resolutions: [[1, 1, 1]] });
  assertEquals(build("loss", { type: "solid" }, volume), [[1, 1, 1]] as never);
  assertEquals(
    [build("loss", { type: "both" }, volume), build("loss", { type: "both" }, image)],
    [3, 2] as never,
  );
  const refused = assertThrows(() => build("loss", { type: "flat" }, volume), OptionError);
  assertEquals(refused.path, ["type"]);
  assertEquals(
    refused.message,
    'loss "flat" works on images (2D), the network takes volumes (3D): use one of solid, both',
  );
  assertThrows(
    () => build("transform", { type: "turn" }, { axes: 3 }),
    OptionError,
    "the data are volumes (3D): there is none for them",
  );
});

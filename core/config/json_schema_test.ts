import { assert, assertEquals } from "@std/assert";
import { type JsonSchema, jsonSchema, runJsonSchema } from "./json_schema.ts";
import { fakeRegistry } from "./testdata/fake_plugins.ts";

const schema = jsonSchema(fakeRegistry);
const definition = (kind: string): JsonSchema => schema.$defs?.[kind] ?? {};
const variant = (kind: string, name: string): JsonSchema =>
  definition(kind).oneOf?.find(({ properties }) => properties?.type?.const === name) ?? {};

Deno.test("jsonSchema() has a definition for each kind that a config names", () => {
  assertEquals(Object.keys(schema.$defs ?? {}).toSorted(), [
    "backbone",
    "dataset",
    "loss",
    "metric",
    "model",
    "optimizer",
    "planner",
    "refiner",
    "report",
    "schedule",
    "transform",
  ]);
});

Deno.test("jsonSchema() completes components with their options, defaults and descriptions", () => {
  const unet = variant("model", "unet");
  assertEquals(Object.keys(unet.properties ?? {}), ["type", "baseWidth", "depth", "norm"]);
  assertEquals([unet.required, unet.additionalProperties, unet.description], [["type"], false, "Fake unet"]);
  const { description, default: initial, type, minimum, maximum } = unet.properties?.baseWidth ?? {};
  assertEquals([description, initial, type, minimum, maximum], [
    "Channels of the first level",
    16,
    "integer",
    1,
    256,
  ]);
  assertEquals(variant("model", "deeplabv3plus").required, ["type", "backbone"]);
  assertEquals(variant("loss", "pdcr").required, ["type", "units", "ratio"]);
});

Deno.test("jsonSchema() takes the bare name of a component that needs no options, and of no other", () => {
  assertEquals(definition("loss").oneOf?.[0], { enum: ["cross-entropy", "dice"] });
  assertEquals(definition("optimizer").oneOf?.[0], { enum: ["adam"] });
});

Deno.test("jsonSchema() suits files that extend others: nothing is required, null removes, extends is known", () => {
  assertEquals(schema.required, undefined);
  assertEquals(schema.additionalProperties, false);
  const { extends: base, train, losses } = schema.properties ?? {};
  assert(base?.anyOf?.length === 2);
  assertEquals(train?.anyOf?.[0].required, undefined);
  assertEquals(train?.anyOf?.[0].properties?.clipNorm?.anyOf?.[1], { type: "null" });
  assertEquals((losses?.anyOf?.[0].additionalProperties as JsonSchema).anyOf?.[1], { type: "null" });
});

Deno.test("every key of a run and of its options is described", () => {
  const missing: string[] = [];
  const visit = ({ properties = {}, oneOf = [], anyOf = [] }: JsonSchema, path: string): void => {
    for (const [key, node] of Object.entries(properties)) {
      if (key !== "type" && !node.description) missing.push(`${path}.${key}`);
      visit(node, `${path}.${key}`);
    }
    for (const node of [...oneOf, ...anyOf]) visit(node, path);
  };
  const run = runJsonSchema(fakeRegistry);
  visit(run, "run");
  for (const [kind, node] of Object.entries(run.$defs ?? {})) visit(node, kind);
  assertEquals(missing, []);
});

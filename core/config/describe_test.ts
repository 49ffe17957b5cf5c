import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { KINDS } from "../registry/kinds.ts";
import { componentTexts, describeComponents } from "./describe.ts";
import { fakeRegistry } from "./testdata/fake_plugins.ts";

Deno.test("componentTexts() tells type, default and description of each option", () => {
  const [, sgd] = componentTexts(fakeRegistry, "optimizer");
  assertEquals(sgd, {
    kind: "optimizer",
    name: "sgd",
    summary: "Fake sgd",
    options: [
      { key: "rate", allowed: "a number above 0", required: true, description: "Learning rate" },
      {
        key: "momentum",
        allowed: "a number from 0 below 1",
        initial: "0.9",
        required: false,
        description: "Momentum",
      },
    ],
  });
});

Deno.test("componentTexts() tells what may be nested and the common options", () => {
  const deeplab = componentTexts(fakeRegistry, "model").find(({ name }) => name === "deeplabv3plus");
  assertEquals(deeplab?.options[0].allowed, "one of xception, resnet50, picky");
  assertEquals(deeplab?.options[0].description, "Feature extractor");
  const loss = componentTexts(fakeRegistry, "loss")[0];
  assertEquals(loss.options.map(({ key }) => key), ["weight", "schedule", "classWeights"]);
});

Deno.test("describeComponents() lists every component, and only the kinds asked for", () => {
  const all = describeComponents(fakeRegistry);
  for (const kind of KINDS) {
    assertMatch(all, new RegExp(`^${kind}$`, "m"));
    for (const name of fakeRegistry.names(kind)) assertStringIncludes(all, `  ${name}: `);
  }
  const metrics = describeComponents(fakeRegistry, ["metric"]);
  assertEquals(metrics.split("\n")[0], "metric");
  assertEquals(metrics.includes("optimizer"), false);
});

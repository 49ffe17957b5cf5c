/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
// A data worker: `createLoader` starts it by URL and asks it for batches.
import { type BatchPort, serveBatches } from "@dragsaw/core/data";
import { createRegistry, type Plugin } from "@dragsaw/core/registry";
import { dataPlugins } from "../data_plugins.ts";

serveBatches(self as unknown as BatchPort, async ({ dataset, augment, seed, plugins }) => {
  const further = await Promise.all(
    plugins.map(async (url) => (await import(url) as { default: Plugin }).default),
  );
  const registry = createRegistry([...dataPlugins, ...further]);
  return {
    dataset: await registry.build("dataset", dataset, { seed, casesGiven: true }),
    transforms: augment.map((spec) => registry.build("transform", spec, {})),
  };
});

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
// A data worker: `createLoader` starts it by URL and asks it for batches.
import { type BatchPort, openSource, serveBatches } from "@dragsaw/core/data";
import { createRegistry, type Plugin } from "@dragsaw/core/registry";
import { dataPlugins } from "../data_plugins.ts";

serveBatches(self as unknown as BatchPort, async (spec, cacheBytes) => {
  const { plugins } = spec;
  const further = await Promise.all(
    plugins.map(async (url) => (await import(url) as { default: Plugin }).default),
  );
  return await openSource(createRegistry([...dataPlugins, ...further]), spec, cacheBytes);
});

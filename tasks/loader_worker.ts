/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
// A data worker: `createLoader` starts it by URL and asks it for batches.
import { type BatchPort, openSource, serveBatches } from "@dragsaw/core/data";
import { createRegistry } from "@dragsaw/core/registry";
import { dataPlugins } from "./data_plugins.ts";
import { importPlugin } from "./shared/import_plugin.ts";

serveBatches(self as unknown as BatchPort, async (spec, cacheBytes) => {
  const further = await Promise.all(spec.plugins.map(importPlugin));
  return await openSource(createRegistry([...dataPlugins, ...further]), spec, cacheBytes);
});

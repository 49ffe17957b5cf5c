import type { Registry } from "../registry/registry.ts";
import { openStore } from "../store/store.ts";
import type { BatchSource } from "./maker.ts";
import { preparedCases } from "./prepared_cases.ts";
import type { SourceSpec } from "./worker_protocol.ts";

/**
 * Builds what batches are made from out of their configs.
 *
 * @param cacheBytes Of prepared volumes that are kept in memory.
 */
export async function openSource(
  registry: Registry,
  { dataset: spec, augment, seed, volumes }: SourceSpec,
  cacheBytes: number,
): Promise<BatchSource> {
  const dataset = await registry.build("dataset", spec, { seed, casesGiven: true });
  const context = { axes: volumes ? 3 : 2 } as const;
  const transforms = augment.map((spec) => registry.build("transform", spec, context));
  if (!volumes) return { dataset, transforms };
  const { planner, plan, folder, diskBytes, keys } = volumes;
  const made = registry.build("planner", planner, {}).read(plan, "the run's plan");
  const store = openStore({ folder, diskBytes, memoryBytes: cacheBytes });
  return { dataset, transforms, prepared: preparedCases(dataset, made, store, ({ id }) => keys[id]) };
}

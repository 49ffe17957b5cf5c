/**
 * Real volumes as a training loads them.
 *
 * @module
 */
import {
  type Case,
  createLoader,
  type Dataset,
  IMAGENET,
  type Loader,
  type LoaderOptions,
  openSource,
  preparedKey,
  type VolumePlan,
} from "@dragsaw/core/data";
import { createRegistry, type Registry, type Spec } from "@dragsaw/core/registry";
import { dataPlugins } from "../tasks/data_plugins.ts";

/** Real volumes beside a developer's checkout; never part of the project. */
const REAL = new URL("../../shared/data/", import.meta.url).pathname;
/** Whether they are missing. */
export const ignore: boolean = !exists(`${REAL}README.md`);
/** For the end of a test's name. */
export const reason: string = ignore ? ` [no real volumes in ${REAL}]` : "";

/** A dataset of volumes, planned for. */
export interface PlannedVolumes {
  /** All that loads it. */
  readonly registry: Registry;
  /** Its config. */
  readonly spec: Spec;
  /** Opened. */
  readonly dataset: Dataset;
  /** Those that are planned for and loaded. */
  readonly cases: readonly Case[];
  /** Config of the planner. */
  readonly planner: Spec;
  /** The plan. */
  readonly plan: VolumePlan;
  /** Where prepared cases are kept. */
  readonly folder: string;
}

/** Opens and plans the first `count` training cases of a dataset of `shared/data`. @param folder For what is kept. */
export async function planVolumes(
  spec: Spec & { readonly root: string },
  count: number,
  folder: string,
): Promise<PlannedVolumes> {
  const registry = createRegistry(dataPlugins), planner = { type: "nnunet" };
  const found = { ...spec, root: `${REAL}${spec.root}` };
  const dataset = await registry.build("dataset", found, { seed: 0 });
  const cases = dataset.cases("train").slice(0, count);
  const plan = await registry.build("planner", planner, {}).plan({
    dataset,
    cases,
    precision: "float32",
    folder: `${folder}/plans`,
  });
  return { registry, spec: found, dataset, cases, planner, plan, folder };
}

/** Loads patches of them. */
export async function volumeLoader(
  { registry, spec, cases, planner, plan, folder }: PlannedVolumes,
  changes: Partial<LoaderOptions> = {},
): Promise<Loader> {
  const keys: Record<string, string> = {};
  for (const item of cases) keys[item.id] = await preparedKey(item, plan, spec, folder);
  return createLoader({
    dataset: spec,
    cases,
    augment: [{ type: "nnunet-3d" }],
    batchSize: plan.batchSize,
    size: plan.patch,
    normalize: IMAGENET,
    prepared: { planner, plan: plan.text, folder, diskBytes: 4e9, keys },
    seed: 3,
    prefetch: 2,
    workers: 0,
    open: (source, cacheBytes) => openSource(registry, source, cacheBytes),
    spawn: () => new Worker(new URL("../tasks/loader_worker.ts", import.meta.url), { type: "module" }),
    ...changes,
  });
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

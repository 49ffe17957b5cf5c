import {
  type Backend,
  type DraftConfig,
  formatConfig,
  hashConfig,
  type LoadedConfig,
  openRun,
  OptionError,
  type PlanText,
  type Run,
  type RunFolder,
  runFolder,
} from "@dragsaw/core";
import { suggest } from "@dragsaw/core/registry";
import { UsageError } from "./command.ts";
import type { ConfigOptions } from "./options.ts";
import { configFile, configFiles } from "./packaged.ts";
import { dirname, exists } from "./paths.ts";
import type { ProgressLine } from "./progress.ts";
import { load, openTensors } from "./session.ts";

/** A run opened from the command line. */
export interface Session {
  /** Its config with places. */
  readonly loaded: LoadedConfig;
  /** Where tensors run. */
  readonly backend: Backend;
  /** Network, data, plan. */
  readonly run: Run;
  /** Its files. */
  readonly folder: RunFolder;
  /** Names what the run computes: two configs with one hash give the same checkpoints. */
  readonly hash: string;
  /** Frees tensors and the backend. */
  close(): void;
}

/** Opens a config file or a run folder: checks the config, opens the backend, lists the data, builds the network. */
export async function openSession(options: ConfigOptions & { progress: ProgressLine }): Promise<Session> {
  const fromRun = await isFolder(await configFile(options.source));
  const file = fromRun ? runFolder(options.source).config : options.source;
  if (fromRun && !await exists(file)) {
    throw new UsageError(`"${options.source}" is not a run folder: it has no config.yaml`);
  }
  const loaded = await load(file, options.set);
  const { config, registry } = loaded;
  const hash = meaning(config);
  const path = options.run ?? (fromRun ? options.source.replace(/\/+$/, "") : runPath(config, hash));
  const backend = await openTensors(config, registry, options.progress);
  try {
    const run = await openRun(config, registry, {
      onMask: (done, count) => options.progress.update(`Reading masks for the fraction: ${done} of ${count}`),
      volumes: {
        folder: volumeFolder(path),
        saved: await savedPlan(runFolder(path)),
        onCase: (done, count) => options.progress.update(`Looking at volumes to plan: ${done} of ${count}`),
      },
    });
    const close = () => {
      run.close();
      backend.close();
    };
    return { loaded, backend, run, folder: runFolder(path), hash, close };
  } catch (error) {
    backend.close();
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

/** Where plans and prepared volumes of the runs beside this one are kept. */
export function volumeFolder(run: string): string {
  return `${dirname(run)}/.volumes`;
}

/** The plan that a run began with. */
export async function savedPlan({ plan: file }: RunFolder): Promise<PlanText | undefined> {
  return await exists(file) ? { file, text: await Deno.readTextFile(file) } : undefined;
}

/** Where a run goes unless told otherwise. @param hash From {@linkcode meaning}. */
export function runPath({ name }: DraftConfig, hash: string, runs = "runs"): string {
  return `${runs}/${name}-${hash.slice(0, 8)}`;
}

/** Sections of a config that change no result. */
const FREE: ReadonlySet<string> = new Set(["name", "backend", "allow", "recompute", "loader", "reports"]);

/** Hash of what decides the result: not how data is read ahead, what is computed twice, how often is saved, or what is written. */
export function meaning(config: DraftConfig): string {
  const train = { ...config.train, logEvery: 0, saveEvery: 0, tensorboard: undefined };
  return hashConfig(
    Object.fromEntries(Object.entries({ ...config, train }).filter(([key]) => !FREE.has(key))),
  );
}

/** The resolved config as the run folder keeps it. */
export function resolved({ loaded }: Session): string {
  return formatConfig(loaded.config);
}

async function isFolder(path: string): Promise<boolean> {
  if (await configFiles.read(path) !== undefined) return false;
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      const meant = suggest(path, [...configFiles.named.keys()]);
      const hint = meant ? `; did you mean "${meant}"?` : "";
      throw new UsageError(`There is no config file or run folder "${path}"${hint}`);
    }
    throw error;
  }
}

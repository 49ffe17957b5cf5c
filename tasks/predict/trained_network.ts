import {
  buildNetwork,
  completeConfig,
  loadCheckpoint,
  type LoadedConfig,
  type Network,
  OptionError,
  readCheckpointInfo,
  type RunConfig,
  runFolder,
} from "@dragsaw/core";
import type { ProgressLine } from "../shared/progress.ts";
import { load, openTensors } from "../shared/session.ts";
import { requireRun } from "./run_inputs.ts";

/** The network of a run with its trained weights. Opens no dataset: the run folder is all it needs. */
export interface TrainedNetwork {
  /** The run's config with places. */
  readonly loaded: LoadedConfig;
  /** The same, nothing left out. */
  readonly config: RunConfig;
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Channels that it was trained on: 1 or 3. */
  readonly channels: number;
  /** The network. */
  readonly network: Network;
  /** Frees tensors and backend. */
  close(): void;
}

/** How a network is opened. */
export interface TrainedOptions {
  /** Which network. */
  readonly checkpoint: "best" | "last";
  /** Told of the backend. */
  readonly progress: ProgressLine;
  /** Changes of the run's config. */
  readonly set: readonly string[];
}

/** Opens the network of the run in `path`. @throws {UsageError} when that is no trained run. */
export async function openTrained(path: string, options: TrainedOptions): Promise<TrainedNetwork> {
  await requireRun(path, options.checkpoint);
  const folder = runFolder(path), file = folder[options.checkpoint];
  const { data: { classes, channels } } = await readCheckpointInfo(file);
  const loaded = await load(folder.config, options.set);
  const config = completeConfig(loaded.config), { registry } = loaded;
  const backend = await openTensors(config, registry, options.progress);
  try {
    const { network, parameters } = buildNetwork(config, registry, { classes, channels });
    await loadCheckpoint(file, parameters.all);
    const close = () => {
      parameters.dispose();
      backend.close();
    };
    return { loaded, config, classes, channels, network, close };
  } catch (error) {
    backend.close();
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

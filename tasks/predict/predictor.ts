import {
  buildNetwork,
  completeConfig,
  createSegment,
  loadCheckpoint,
  OptionError,
  readCheckpointInfo,
  type RunConfig,
  runFolder,
  type Segment,
} from "@dragsaw/core";
import type { ProgressLine } from "../shared/progress.ts";
import { load, openTensors } from "../shared/session.ts";
import { requireRun } from "./run_inputs.ts";

/** A trained network ready for images. Opens no dataset: prediction needs the run folder alone. */
export interface Predictor {
  /** Config of the run. */
  readonly config: RunConfig;
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Channels that it was trained on: 1 or 3. */
  readonly channels: number;
  /** Segments one image. */
  readonly segment: Segment;
  /** Frees tensors and backend. */
  close(): void;
}

/** How a predictor is opened. */
export interface PredictorOptions {
  /** Which network. */
  readonly checkpoint: "best" | "last";
  /** Told of the backend. */
  readonly progress: ProgressLine;
  /** Changes of the run's config. */
  readonly set: readonly string[];
  /** UAFR maps too. */
  readonly slots: boolean;
  /** Average over mirrored images. */
  readonly mirror: boolean;
}

/** Opens the network of the run in `path`. @throws {UsageError} when that is no trained run. */
export async function openPredictor(path: string, options: PredictorOptions): Promise<Predictor> {
  await requireRun(path, options.checkpoint);
  const folder = runFolder(path), file = folder[options.checkpoint];
  const { data: { classes, channels } } = await readCheckpointInfo(file);
  const loaded = await load(folder.config, options.set);
  const config = completeConfig(loaded.config), { registry } = loaded;
  const backend = await openTensors(config, registry, options.progress);
  try {
    const { network, parameters } = buildNetwork(config, registry, { classes, channels });
    await loadCheckpoint(file, parameters.all);
    const segment = createSegment(network, {
      resize: config.evaluate.resize,
      mirror: options.mirror || config.evaluate.mirror,
      slotMaps: options.slots,
    });
    const close = () => {
      parameters.dispose();
      backend.close();
    };
    return { config, classes, channels, segment, close };
  } catch (error) {
    backend.close();
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

import { createSegment, type RunConfig, type Segment } from "@dragsaw/core";
import { openTrained, type TrainedOptions } from "./trained_network.ts";

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
export interface PredictorOptions extends TrainedOptions {
  /** UAFR maps too. */
  readonly slots: boolean;
  /** Average over mirrored images. */
  readonly mirror: boolean;
}

/** Opens the network of the run in `path`. @throws {UsageError} when that is no trained run. */
export async function openPredictor(path: string, options: PredictorOptions): Promise<Predictor> {
  const { config, classes, channels, network, close } = await openTrained(path, options);
  const segment = createSegment(network, {
    resize: config.evaluate.resize,
    mirror: options.mirror || config.evaluate.mirror,
    slotMaps: options.slots,
  });
  return { config, classes, channels, segment, close };
}

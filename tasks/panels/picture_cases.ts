import { DataError, labelPair, type Metric, segmentImage } from "@dragsaw/core";
import { ahead, type Raster } from "@dragsaw/core/data";
import {
  imagePicture,
  type PicturedCase,
  predictionPicture,
  truthPicture,
  uncertaintyPicture,
} from "@dragsaw/reports";
import type { Survey } from "../figures/survey_run.ts";
import { openPredictor } from "../predict/predictor.ts";
import type { TrainedOptions } from "../predict/trained_network.ts";

/** Pictures of a case as one run has it. */
export interface RunPictures {
  /** The image; absent where photographs are left out. */
  readonly image?: Raster;
  /** The true classes. */
  readonly truth: Raster;
  /** Outlines of truth and prediction. */
  readonly prediction: Raster;
  /** Foreground Dice at the image's own size; null for 0/0. */
  readonly dice: number | null;
  /** Uncertainty maps by slot, with their means. */
  readonly maps: ReadonlyMap<string, { readonly picture: Raster; readonly mean: number }>;
}

/** How cases are pictured. */
export interface PictureOptions extends TrainedOptions {
  /** Slots whose maps are wanted. */
  readonly maps: readonly string[];
  /** Whether photographs are left out. */
  readonly plain: boolean;
  /** Stops between images. */
  readonly signal: AbortSignal;
}

/** Segments cases with the network of a run and draws them. @param ids Of its cases. */
export async function pictureCases(
  { path, dataset, cases, loaded: { registry } }: Survey,
  ids: readonly string[],
  options: PictureOptions,
): Promise<RunPictures[]> {
  const { maps, plain, progress, signal } = options, made: RunPictures[] = [];
  const predictor = await openPredictor(path, { ...options, slots: maps.length > 0, mirror: false });
  const { config, classes: { length: classes } } = predictor;
  const dice: Metric = registry.build("metric", { type: "dice" }, {});
  const load = (id: string) => dataset.load(cases.get(id)!);
  try {
    for await (const { image, labels } of ahead(ids, 2, load)) {
      signal.throwIfAborted();
      const file = cases.get(ids[made.length])!.image;
      if (!labels) throw new DataError([{ file, reason: "found no mask, its outline is wanted" }]);
      const size = [config.size[0], config.size[1]] as const;
      const found = await segmentImage(predictor.segment, image, {
        ...config.evaluate,
        normalize: config.normalize,
        size,
      });
      const item: PicturedCase = { image, truth: labels.data, classes, plain };
      made.push({
        ...plain ? {} : { image: imagePicture(item) },
        truth: truthPicture(item),
        prediction: predictionPicture(item, found.labels),
        dice: dice.measure(labelPair(found.labels, labels.data, [image.height, image.width], classes)),
        maps: new Map(maps.map((slot) => {
          const values = found.uncertainty[slot];
          return [slot, { picture: uncertaintyPicture(item, values), mean: meanOf(values) }];
        })),
      });
      progress.update(`${path}: ${made.length} of ${ids.length} images`);
    }
    return made;
  } finally {
    predictor.close();
  }
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

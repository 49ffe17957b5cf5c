import type { DraftConfig } from "../config/run_config.ts";
import type { Dataset } from "../data/dataset.ts";
import { IMAGENET } from "../data/input.ts";
import { OptionError } from "../registry/define.ts";

/**
 * Refuses a dataset that the rest of the config does not fit, before anything is read of it.
 *
 * @param path Key of the dataset's section. @throws {OptionError} with the place in the config.
 */
export function refuseUnfit(
  { name, volumes, channels, tile }: Pick<Dataset, "name" | "volumes" | "channels" | "tile">,
  path: string,
  { normalize, planner, evaluate, dataset }: Pick<
    DraftConfig,
    "normalize" | "planner" | "evaluate" | "dataset"
  >,
): void {
  if (volumes) {
    if (planner) return refuseNormalize(normalize);
    const wanted = 'write "planner: { type: nnunet, memory: 8GB }", and a model and transforms of volumes';
    throw new OptionError(
      [path, "type"],
      `"${name}" holds volumes (3D), which are trained on by a plan: ${wanted}`,
    );
  }
  const { mean } = normalize;
  if (mean.length !== channels) {
    const wanted = `as many as the channels of dataset "${name}", ${channels}`;
    throw new OptionError(
      ["normalize", "mean"],
      `has ${mean.length} values, wants ${wanted}; so does normalize.std`,
    );
  }
  if (!tile) return;
  if (path === "dataset" && dataset.folds) {
    throw new OptionError(
      [path, "folds"],
      `cannot be had of "${name}": it trains on tiles and validates on whole images`,
    );
  }
  if (!evaluate.window) {
    const wanted = `for whole images in the scale of its tiles: evaluate.window=[${tile.join(",")}]`;
    throw new OptionError(["evaluate", "window"], `is missing, which "${name}" wants ${wanted}`);
  }
}

/** Those that configs have which say nothing of it, as the config of a run, are let through. */
function refuseNormalize({ mean, std }: DraftConfig["normalize"]): void {
  const same = (found: readonly number[], usual: readonly number[]) => `${found}` === `${usual}`;
  if (same(mean, IMAGENET.mean) && same(std, IMAGENET.std)) return;
  throw new OptionError(
    ["normalize"],
    "is of pictures: how volumes are normalized is in the plan; leave it out, or write the plan to a file " +
      "(deno task plan CONFIG --out plan.json), edit its normalizations, and name it in planner.file",
  );
}

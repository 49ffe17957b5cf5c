import { readCheckpointInfo, runFolder, type Spec } from "@dragsaw/core";
import type { RunData } from "@dragsaw/reports";
import { UsageError } from "../shared/command.ts";
import { basename, exists } from "../shared/paths.ts";
import { collectConfig } from "./collect_config.ts";
import { collectEvaluation, measuredSplits } from "./collect_evaluation.ts";
import { metricsOf } from "./metrics_of.ts";
import { readJson } from "./read_if_there.ts";
import { readLog } from "./read_log.ts";
import { runState } from "./run_state.ts";

/** What is gathered of a run, and for which page. */
export interface CollectOptions {
  /** Folder that the page will stand in. */
  readonly page: string;
  /** Images in each of worst, median and best. */
  readonly count: number;
  /** File that the config came from; `configs/NAME.yaml` unless given. */
  readonly base?: string | undefined;
  /** Without pictures: a quick look. */
  readonly plain?: boolean;
}

/** Reads all that a page tells about a run out of its folder. Writes nothing. @throws {UsageError} When it is none. */
export async function collectRun(path: string, options: CollectOptions): Promise<RunData> {
  const { page, count, base, plain = false } = options, folder = path.replace(/\/+$/, "");
  if (!await exists(runFolder(folder).config)) {
    throw new UsageError(`"${path}" is not a run folder: it has no config.yaml`);
  }
  const { values, view } = await collectConfig(folder, base);
  const log = await readLog(folder), metrics = metricsOf(values), evaluations = [];
  const volumes = values.planner !== undefined, { best } = runFolder(folder);
  for (const split of await measuredSplits(folder)) {
    evaluations.push(
      await collectEvaluation(folder, split, { metric: metrics[0], count, page, plain, volumes }),
    );
  }
  const config = values as unknown as Described;
  return {
    name: config.name,
    folder,
    about: about(config, basename(folder)),
    volumes,
    ...await exists(best) && { classes: (await readCheckpointInfo(best)).data.classes },
    state: await runState(folder, log, config),
    config: view,
    environment: await readJson(runFolder(folder).environment) ?? {},
    ...log,
    metrics,
    evaluations,
  };
}

/** What of a config is said in a sentence. */
interface Described {
  readonly name: string;
  readonly seed: number;
  readonly dataset: Spec & { readonly root?: string };
  readonly size?: readonly number[];
  readonly model: Spec & { readonly backbone?: Spec };
  readonly train: { readonly epochs?: number; readonly steps?: number; readonly batchSize?: number };
}

function about({ seed, dataset, size, model, train }: Described, folder: string): string {
  const network = model.backbone ? `${model.type} on ${model.backbone.type}` : model.type;
  const data = dataset.type === "folder" && dataset.root ? basename(dataset.root) : dataset.type;
  const length = train.epochs === undefined ? `${train.steps} steps` : `${train.epochs} epochs`;
  const batch = train.batchSize === undefined ? "" : `, batch ${train.batchSize}`;
  return `${network} on ${data}${
    size ? ` at ${size.join("×")}` : ""
  }, ${length}${batch}, seed ${seed}. Run ${folder}`;
}

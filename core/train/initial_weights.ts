import type { InitConfig } from "../config/run_config.ts";
import type { Parameter } from "../model/parameters.ts";
import { OptionError } from "../registry/define.ts";
import { importWeights, type WeightImport } from "../weights/import_weights.ts";
import { readWeights } from "../weights/read_weights.ts";
import type { WeightFile } from "../weights/weight_file.ts";
import type { WeightMap } from "../weights/weight_map.ts";
import type { Experiment } from "./experiment.ts";

/** What a training started from. */
export interface InitialWeights
  extends WeightImport, Pick<WeightFile, "file" | "format" | "sha256" | "root" | "beside"> {
  /** `backbone`: published weights of the network's backbone. `network`: a checkpoint of ours, by our own names. */
  readonly kind: "backbone" | "network";
}

const MODEL = "model.";

function refuse(why: string): never {
  throw new OptionError(["init", "weights"], why);
}

/**
 * Loads `init.weights` into the experiment: a file with our own names into all parameters that it names (a network like this
 * must be whole in it; losses may keep their own weights), any other into the backbone.
 *
 * @throws {OptionError} at `init.weights`, when the file cannot be read, is not of this network, or there is no map for it.
 */
export async function loadInitialWeights(
  { weights: path }: InitConfig,
  { parameters, network }: Experiment,
): Promise<InitialWeights> {
  try {
    const found = await readWeights(path);
    const { file, format, sha256, root, beside } = found;
    const { kind, map, scope } = mapFor(found, parameters.all, network.model);
    const done = importWeights(found, map, parameters.all, scope);
    return { kind, file, format, sha256, root, beside, ...done };
  } catch (error) {
    if (error instanceof OptionError) throw error;
    if (error instanceof SyntaxError || error instanceof RangeError) return refuse(error.message);
    if (error instanceof Deno.errors.NotFound) return refuse(`Cannot read "${path}": there is no such file`);
    if (error instanceof Deno.errors.NotCapable || !(error instanceof Error && "code" in error)) throw error;
    return refuse(`Cannot read "${path}": ${error.message}`);
  }
}

function mapFor(
  { file, tensors }: WeightFile,
  parameters: readonly Parameter[],
  { backbone }: Experiment["network"]["model"],
): { kind: InitialWeights["kind"]; map: WeightMap; scope: string } {
  if (parameters.some(({ name }) => tensors.has(name))) {
    return { kind: "network", map: own(tensors), scope: "" };
  }
  if (backbone?.weights) {
    return { kind: "backbone", map: backbone.weights, scope: `${MODEL}${backbone.scope}.` };
  }
  const [example] = tensors.keys();
  return refuse(
    `Cannot start from "${file}": found names like "${example}", wanted a checkpoint of ours ` +
      `("${parameters[0]?.name}"): no other weights are known for this network`,
  );
}

/** Our own names: all of the model, and what else the file has of refiners and losses. */
function own(tensors: WeightFile["tensors"]): WeightMap {
  return {
    source: (name) => name.startsWith(MODEL) || tensors.has(name) ? { name, layout: "vector" } : undefined,
  };
}

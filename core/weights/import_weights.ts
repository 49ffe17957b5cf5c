import type { Parameter } from "../model/parameters.ts";
import { suggest } from "../registry/suggest.ts";
import { tf } from "../tensor/tf.ts";
import { laidOut, layOut, sumInputs } from "./layout.ts";
import { findPrefix } from "./prefix.ts";
import type { FileTensor, WeightFile } from "./weight_file.ts";
import type { WeightMap, WeightSource } from "./weight_map.ts";

/** What became of a weight file. Names of the file are those in the file, ours the parameters'. */
export interface WeightImport {
  /** Tensors of the file that parameters got their values from. */
  readonly used: readonly string[];
  /** Tensors of the file that nothing here takes. */
  readonly unused: readonly string[];
  /** Parameters that the file holds nothing for: they keep their values. */
  readonly untouched: readonly string[];
  /** Parameters of a first convolution on one channel, whose kernels are the sums over the file's three. */
  readonly summed: readonly string[];
}

/** A parameter, and the tensor of the file that it gets. */
interface Pair {
  readonly parameter: Parameter;
  readonly source: WeightSource;
  readonly tensor: FileTensor;
  readonly sums: boolean;
}

/**
 * Gives each of `parameters` that `map` knows its value from `file`. All or none: nothing is changed when anything is wrong.
 *
 * Names in the file may all have something before them (`module.`, `encoder.`) that the map lacks. A convolution on images of
 * one channel gets the sum of kernels for three.
 *
 * @param file As `readWeights` gives it.
 * @param map How parameters are named in the file.
 * @param parameters Whose values may change.
 * @param scope What the names that the map knows have before them, with a dot; those without it are left alone.
 * @throws {RangeError} when tensors are missing, of another shape, or hold values that are not finite; names them.
 */
export function importWeights(
  file: Pick<WeightFile, "file" | "tensors">,
  map: WeightMap,
  parameters: readonly Parameter[],
  scope: string = "",
): WeightImport {
  const problems: string[] = [], pairs: Pair[] = [], untouched: string[] = [];
  const wanted = parameters.map((parameter) => ({
    parameter,
    source: parameter.name.startsWith(scope) ? map.source(parameter.name.slice(scope.length)) : undefined,
  }));
  const prefix = findPrefix([...file.tensors.keys()], wanted.flatMap(({ source }) => source?.name ?? []));
  for (const { parameter, source } of wanted) {
    if (!source) {
      untouched.push(parameter.name);
      continue;
    }
    const found = match(parameter, { ...source, name: prefix + source.name }, file.tensors);
    if (typeof found === "string") problems.push(found);
    else pairs.push(found);
  }
  refuse(file.file, problems);
  const values = pairs.map((pair) => read(pair, problems));
  refuse(file.file, problems);
  pairs.forEach(({ parameter: { variable } }, i) =>
    tf.tidy(() => variable.assign(tf.tensor(values[i], variable.shape, "float32")))
  );
  const used = new Set(pairs.map(({ source }) => source.name));
  return {
    used: [...used],
    unused: [...file.tensors.keys()].filter((name) => !used.has(name)),
    untouched,
    summed: pairs.filter(({ sums }) => sums).map(({ parameter }) => parameter.name),
  };
}

/** A pair that fits, or what is wrong with it. */
function match(
  parameter: Parameter,
  source: WeightSource,
  tensors: ReadonlyMap<string, FileTensor>,
): Pair | string {
  const { name, variable: { shape } } = parameter, tensor = tensors.get(source.name);
  if (!tensor) {
    const meant = suggest(source.name, [...tensors.keys()]);
    const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
    return `"${name}" wants "${source.name}", which the file lacks${hint}`;
  }
  const made = laidOut(tensor.shape, source.layout);
  if (same(made, shape)) return { parameter, source, tensor, sums: false };
  const colours = source.layout === "conv" && isForColours(made, shape);
  if (colours && shape[2] === 1) return { parameter, source, tensor, sums: true };
  const hint = colours
    ? `; these weights are for images of 3 channels, ours have ${
      shape[2]
    } (of 1 channel they would be the sums)`
    : "";
  return `"${name}" is [${shape}], "${source.name}" in the file is [${tensor.shape}], which gives [${made}]${hint}`;
}

/** Whether kernels `[h, w, in, out]` differ in that the file's are for images of three channels. */
function isForColours(made: readonly number[], [h, w, , out]: readonly (number | undefined)[]): boolean {
  return made.length === 4 && made[0] === h && made[1] === w && made[2] === 3 && made[3] === out;
}

function read({ tensor, source, sums }: Pair, problems: string[]): Float32Array {
  const values = tensor.values();
  const odd = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (odd >= 0) {
    problems.push(`"${source.name}" in the file holds ${values[odd]}, wanted finite float32 values`);
  }
  if (!sums) return layOut(values, tensor.shape, source.layout);
  return layOut(sumInputs(values, tensor.shape), tensor.shape.with(1, 1), source.layout);
}

/** @throws {RangeError} with the first problems, when there are any. */
function refuse(file: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > 5 ? `\n  ... and ${problems.length - 5} more` : "";
  throw new RangeError(
    `Cannot start from "${file}":\n  ${problems.slice(0, 5).join("\n  ")}${more}`,
  );
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

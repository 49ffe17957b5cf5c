import type { TorchValue } from "./meaning.ts";
import { StridedTensor } from "./tensor.ts";

/** Weights found in what a file holds. */
export interface StateDict {
  /** Keys that lead to them. */
  readonly path: readonly string[];
  /** Keys beside them, on the way. */
  readonly beside: readonly string[];
  /** Tensors by name. */
  readonly tensors: ReadonlyMap<string, StridedTensor>;
}

type Dictionary = Map<TorchValue, TorchValue>;

/** How trainings name the weights among what else they save, the likeliest first. */
const NAMES = [
  "state_dict",
  "model_state_dict",
  "model_state",
  "model",
  "network",
  "net",
  "module",
  "weights",
  "params",
];
const DEEPEST = 32, MOST_TENSORS = 100_000, MOST_VALUES = 2_000_000;

/**
 * The state dict in `root`: under the name that trainings give it, or where dictionaries hold tensors themselves, or the
 * only dictionary with tensors; else all of them, joined by dots.
 *
 * @throws {RangeError} when there are no tensors, or no end of them.
 */
export function findStateDict(root: TorchValue): StateDict {
  const path: string[] = [], beside: string[] = [];
  let here = root;
  while (here instanceof Map) {
    const inner = choose(here);
    if (inner === undefined) break;
    beside.push(
      ...[...here.keys()].filter((key) => key !== inner).map((key) => [...path, String(key)].join(".")),
    );
    path.push(inner);
    here = here.get(inner)!;
  }
  const tensors = new Map<string, StridedTensor>();
  const budget = { values: MOST_VALUES };
  if (here instanceof Map) flatten(here, "", tensors, budget, DEEPEST);
  if (tensors.size === 0) throw new RangeError("found no dictionary of tensors in it");
  return { path, beside, tensors };
}

/** The key of the one dictionary to go on with; random states may lie as tensors beside one with a usual name. */
function choose(here: Dictionary): string | undefined {
  const holding = [...here].filter(([key, value]) =>
    typeof key === "string" && value instanceof Map && holds(value, DEEPEST, { values: MOST_VALUES })
  ).map(([key]) => key as string);
  const usual = NAMES.find((name) => holding.includes(name));
  if (usual !== undefined || [...here.values()].some((value) => value instanceof StridedTensor)) return usual;
  return holding.length === 1 ? holding[0] : undefined;
}

interface Budget {
  values: number;
}

/** Values may contain each other or themselves, so both depth and number have an end. */
function spend(budget: Budget, depth: number): void {
  if (depth === 0) throw new RangeError(`found dictionaries more than ${DEEPEST} deep`);
  if (--budget.values < 0) throw new RangeError(`found more than ${MOST_VALUES} values`);
}

function holds(value: TorchValue, depth: number, budget: Budget): boolean {
  spend(budget, depth);
  if (value instanceof StridedTensor) return true;
  return value instanceof Map && [...value.values()].some((inner) => holds(inner, depth - 1, budget));
}

function flatten(
  here: Dictionary,
  prefix: string,
  into: Map<string, StridedTensor>,
  budget: Budget,
  depth: number,
): void {
  for (const [key, value] of here) {
    spend(budget, depth);
    const name = `${prefix}${String(key)}`;
    if (value instanceof Map) flatten(value, `${name}.`, into, budget, depth - 1);
    if (!(value instanceof StridedTensor)) continue;
    if (into.has(name)) throw new RangeError(`found two tensors that are named "${name}"`);
    if (into.size >= MOST_TENSORS) throw new RangeError(`found more than ${MOST_TENSORS} tensors`);
    into.set(name, value);
  }
}

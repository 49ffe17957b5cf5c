import { type Global, Opaque, type PickleMeaning, type PickleValue } from "../pickle/value.ts";
import type { WeightType } from "./dtype.ts";
import { Storage, StridedTensor } from "./tensor.ts";

/** What the pickles of PyTorch hold beside plain data. */
export type TorchValue = PickleValue<Storage | StridedTensor>;
/** Finds the storage of that key in the file; throws when it has none such. */
export type FindStorage = (key: string, dtype: WeightType, elements: number) => Storage;

/** Storage classes by name. */
const STORAGES: ReadonlyMap<string, WeightType> = new Map<string, WeightType>([
  ["torch.DoubleStorage", "float64"],
  ["torch.FloatStorage", "float32"],
  ["torch.HalfStorage", "float16"],
  ["torch.BFloat16Storage", "bfloat16"],
  ["torch.LongStorage", "int64"],
  ["torch.IntStorage", "int32"],
  ["torch.ShortStorage", "int16"],
  ["torch.CharStorage", "int8"],
  ["torch.ByteStorage", "uint8"],
  ["torch.BoolStorage", "bool"],
]);

type Call = (args: readonly TorchValue[]) => TorchValue | undefined;

/** Functions by what they give. All are plain data; none is Python's. */
const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ["torch._utils._rebuild_tensor", rebuild],
  ["torch._utils._rebuild_tensor_v2", rebuild],
  ["torch._utils._rebuild_parameter", first],
  ["torch._utils._rebuild_parameter_with_state", first],
  ["torch.nn.parameter.Parameter", first],
  ["torch.Size", first],
  ["collections.OrderedDict", ([pairs = []]) => fromPairs(pairs)],
  ["collections.defaultdict", () => new Map()],
  ["collections.Counter", ([counts = new Map()]) => counts instanceof Map ? counts : undefined],
]);

/** Names without meaning here: settings and random states that trainings save beside the weights. */
const OPAQUE: ReadonlySet<string> = new Set([
  "argparse.Namespace",
  "torch.device",
  "torch.dtype",
  ...["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]
    .map((name) => `torch.${name}`),
  ...["builtins", "__builtin__"].flatMap((module) =>
    ["set", "frozenset", "list", "dict", "int", "float", "complex", "bytearray", "slice"].map((name) =>
      `${module}.${name}`
    )
  ),
  "_codecs.encode",
  "numpy.dtype",
  "numpy.ndarray",
  ...["numpy.core", "numpy._core"].flatMap((module) =>
    ["scalar", "_reconstruct"].map((name) => `${module}.multiarray.${name}`)
  ),
]);

const MOST_AXES = 64;

/** What names, calls and storage references mean in the pickles of PyTorch. */
export function torchMeaning(find: FindStorage): PickleMeaning<Storage | StridedTensor> {
  return {
    allows: (path) => STORAGES.has(path) || CALLS.has(path) || OPAQUE.has(path),
    call: ({ path }, args) => OPAQUE.has(path) ? new Opaque(path) : CALLS.get(path)?.(args),
    persistent: (id) => storageOf(id, find),
  };
}

/** ("storage", class, key, location, elements) and, in the legacy format, what part of a storage it is: (key, offset, elements). */
function storageOf(id: TorchValue, find: FindStorage): Storage | undefined {
  if (!Array.isArray(id) || id[0] !== "storage" || typeof id[2] !== "string") return undefined;
  const [, type, key, , elements, part = null] = id;
  const dtype = STORAGES.get((type as Global | null)?.path ?? "");
  if (!dtype || !isCount(elements) || part !== null) return undefined;
  return find(key as string, dtype, elements);
}

function rebuild([storage, offset, shape, strides]: readonly TorchValue[]): TorchValue | undefined {
  if (!(storage instanceof Storage) || !isCount(offset) || !areCounts(shape) || !areCounts(strides)) {
    return undefined;
  }
  if (shape.length !== strides.length) return undefined;
  return new StridedTensor(storage, offset, shape, strides);
}

function first([value]: readonly TorchValue[]): TorchValue | undefined {
  return value;
}

function fromPairs(pairs: TorchValue): TorchValue | undefined {
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    return undefined;
  }
  return new Map(pairs as [TorchValue, TorchValue][]);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && value as number >= 0;
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MOST_AXES && value.every(isCount);
}

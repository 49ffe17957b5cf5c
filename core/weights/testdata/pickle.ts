/**
 * Writes pickles as PyTorch does, for tests.
 *
 * @module
 */

/** A name, a call or a storage reference in a pickle. */
export class Special {
  /** @param bytes The operations that put it on the stack. */
  constructor(readonly bytes: number[]) {}
}

/** What {@linkcode pickle} writes: an array becomes a tuple, a map a dictionary. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Special
  | readonly Pickled[]
  | ReadonlyMap<Pickled, Pickled>;

const letter = (text: string) => text.charCodeAt(0);
const ascii = (text: string) => [...new TextEncoder().encode(text)];
const u32 = (value: number) => [value & 255, value >>> 8 & 255, value >>> 16 & 255, value >>> 24];

/** The bytes that put `value` on the stack. */
export function operations(value: Pickled): number[] {
  if (value === null) return [letter("N")];
  if (typeof value === "boolean") return [value ? 0x88 : 0x89];
  if (typeof value === "number") return Number.isInteger(value) ? integer(value) : float(value);
  if (typeof value === "string") {
    const bytes = ascii(value);
    return [letter("X"), ...u32(bytes.length), ...bytes];
  }
  if (value instanceof Special) return value.bytes;
  if (value instanceof Map) {
    return [
      letter("}"),
      letter("("),
      ...[...value].flatMap((entry) => entry.flatMap(operations)),
      letter("u"),
    ];
  }
  return [letter("("), ...(value as Pickled[]).flatMap(operations), letter("t")];
}

function integer(value: number): number[] {
  if (Math.abs(value) < 2 ** 31) return [letter("J"), ...u32(value)];
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
  return [0x8a, 8, ...bytes];
}

function float(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return [letter("G"), ...bytes];
}

/** A class or function by name. */
export function global(path: string): Special {
  const at = path.lastIndexOf(".");
  return new Special([letter("c"), ...ascii(`${path.slice(0, at)}\n${path.slice(at + 1)}\n`)]);
}

/** A call of a name. */
export function call(path: string, ...args: readonly Pickled[]): Special {
  return new Special([...global(path).bytes, ...operations(args), letter("R")]);
}

/** What the persistent id stands for. */
export function persistent(id: Pickled): Special {
  return new Special([...operations(id), letter("Q")]);
}

/** A whole pickle, protocol 2. */
export function pickle(value: Pickled): Uint8Array {
  return Uint8Array.from([0x80, 2, ...operations(value), letter(".")]);
}

/** A storage as PyTorch refers to it. */
export interface StorageText {
  /** Class, as `FloatStorage`. */
  readonly type: string;
  /** Its key in the file. */
  readonly key: string;
  /** Its elements. */
  readonly elements: number;
}

/** A tensor that looks into a storage; row by row unless strides are given. */
export function tensor(
  { type, key, elements }: StorageText,
  shape: readonly number[],
  { offset = 0, strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1)) }: {
    offset?: number;
    strides?: readonly number[];
  } = {},
): Special {
  const storage = persistent(["storage", global(`torch.${type}`), key, "cpu", elements]);
  return call(
    "torch._utils._rebuild_tensor_v2",
    storage,
    offset,
    shape,
    strides,
    false,
    call("collections.OrderedDict"),
  );
}

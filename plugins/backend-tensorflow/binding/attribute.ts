import { cString, utf8 } from "../c_string.ts";
import { dimensions } from "./tensor.ts";

/** `TF_AttrType` codes. */
export const ATTRIBUTE_TYPES = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

/** One attribute of an op; an array makes a list, for a shape an array of shapes. */
export interface Attribute {
  /** Name in the op's definition. */
  readonly name: string;
  /** One of {@linkcode ATTRIBUTE_TYPES}. */
  readonly type: number;
  /** The value, of the kind that `type` says; a shape of unknown rank is null. */
  readonly value: unknown;
}

type Op = Deno.PointerValue;
type Bytes = BufferSource & ArrayBufferView<ArrayBuffer>;

/** The C functions that set attributes: one set for ops that run at once, one for ops of a graph. */
export interface AttributeSetters {
  string(op: Op, name: Bytes, value: Bytes, length: bigint): void;
  strings(op: Op, name: Bytes, values: Bytes, lengths: Bytes, count: number): void;
  int(op: Op, name: Bytes, value: bigint): void;
  ints(op: Op, name: Bytes, values: Bytes, count: number): void;
  float(op: Op, name: Bytes, value: number): void;
  floats(op: Op, name: Bytes, values: Bytes, count: number): void;
  bool(op: Op, name: Bytes, value: number): void;
  bools(op: Op, name: Bytes, values: Bytes, count: number): void;
  type(op: Op, name: Bytes, value: number): void;
  types(op: Op, name: Bytes, values: Bytes, count: number): void;
  shape(op: Op, name: Bytes, dims: Bytes, rank: number): void;
  shapes(op: Op, name: Bytes, dims: Bytes, ranks: Bytes, count: number): void;
}

/**
 * Sets one attribute on an op that is being made.
 *
 * @throws {TypeError} for an attribute type that is not offered.
 */
export function setAttribute(set: AttributeSetters, op: Op, { name, type, value }: Attribute): void {
  const n = cString(name);
  const list = Array.isArray(value);
  switch (type) {
    case ATTRIBUTE_TYPES.string:
      return list ? setStrings(set, op, n, value) : setString(set, op, n, value as string | Uint8Array);
    case ATTRIBUTE_TYPES.int:
      return list
        ? set.ints(op, n, BigInt64Array.from(value, whole), value.length)
        : set.int(op, n, whole(value as number));
    case ATTRIBUTE_TYPES.float:
      return list
        ? set.floats(op, n, Float32Array.from(value), value.length)
        : set.float(op, n, value as number);
    case ATTRIBUTE_TYPES.bool:
      return list
        ? set.bools(op, n, Uint8Array.from(value, (x: boolean) => x ? 1 : 0), value.length)
        : set.bool(op, n, value ? 1 : 0);
    case ATTRIBUTE_TYPES.type:
      return list ? set.types(op, n, Int32Array.from(value), value.length) : set.type(op, n, value as number);
    case ATTRIBUTE_TYPES.shape:
      return list && (Array.isArray(value[0]) || value[0] === null)
        ? setShapes(set, op, n, value)
        : setShape(set, op, n, value as Shape);
    default:
      throw new TypeError(
        `Setting attribute ${name}: type ${type} is not one of string, int, float, bool, type, shape`,
      );
  }
}

/** tfjs seeds ops with fractions; tfjs-node's own binding cuts them off too. */
const whole = (x: number) => BigInt(Math.trunc(x));
type Shape = readonly number[] | null;
/** A shape of unknown rank has rank -1 in C. */
const rankOf = (shape: Shape) => shape === null ? -1 : shape.length;
const addressOf = (bytes: Bytes) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes));
const bytesOf = (value: string | Uint8Array) =>
  typeof value === "string" ? utf8(value) : value as Uint8Array<ArrayBuffer>;

function setString(set: AttributeSetters, op: Op, name: Bytes, value: string | Uint8Array): void {
  const bytes = bytesOf(value);
  set.string(op, name, bytes, BigInt(bytes.length));
}

function setStrings(set: AttributeSetters, op: Op, name: Bytes, values: (string | Uint8Array)[]): void {
  const bytes = values.map(bytesOf);
  const lengths = BigUint64Array.from(bytes, (b) => BigInt(b.length));
  set.strings(op, name, BigUint64Array.from(bytes, addressOf), lengths, bytes.length);
}

function setShape(set: AttributeSetters, op: Op, name: Bytes, shape: Shape): void {
  set.shape(op, name, dimensions(shape ?? []), rankOf(shape));
}

function setShapes(set: AttributeSetters, op: Op, name: Bytes, shapes: Shape[]): void {
  const dims = shapes.map((shape) => dimensions(shape ?? []));
  set.shapes(op, name, BigUint64Array.from(dims, addressOf), Int32Array.from(shapes, rankOf), shapes.length);
}

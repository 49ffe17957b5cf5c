import type { PickleMachine } from "./machine.ts";
import type { PickleValue } from "./value.ts";

type Operation = (machine: PickleMachine<unknown>) => void;
type Value = PickleValue<unknown>;

/** Longest whole number, in bytes: file keys and lengths have 8. */
const LONGEST_INTEGER = 255;

/** Operations of binary pickles by their letter (pickletools of CPython has them all), those that build objects by a call left out. */
const BY_LETTER: Readonly<Record<string, Operation>> = {
  "\x80": protocol,
  "\x95": (m) => void m.reader.u64(), // a frame: only tells how much could be read at once
  // groups and the stack
  "(": (m) => m.mark(),
  "0": (m) => void m.pop(),
  "1": (m) => void m.popGroup(),
  "2": (m) => m.push(m.top()),
  // plain values
  "N": (m) => m.push(null),
  "\x88": (m) => m.push(true),
  "\x89": (m) => m.push(false),
  "J": (m) => m.push(m.reader.i32()),
  "K": (m) => m.push(m.reader.u8()),
  "M": (m) => m.push(m.reader.u16()),
  "\x8a": (m) => m.push(integer(m, m.reader.u8())),
  "\x8b": (m) => m.push(integer(m, m.reader.u32())),
  "G": (m) => m.push(m.reader.f64()),
  "X": (m) => m.push(m.reader.text(m.reader.u32())),
  "\x8c": (m) => m.push(m.reader.text(m.reader.u8())),
  "\x8d": (m) => m.push(m.reader.text(m.reader.u64())),
  "U": (m) => m.push(m.reader.text(m.reader.u8())),
  "T": (m) => m.push(m.reader.text(m.reader.u32())),
  "C": (m) => m.push(m.reader.take(m.reader.u8())),
  "B": (m) => m.push(m.reader.take(m.reader.u32())),
  "\x8e": (m) => m.push(m.reader.take(m.reader.u64())),
  // lists, tuples, dictionaries
  "]": (m) => m.push([]),
  ")": (m) => m.push([]),
  "}": (m) => m.push(new Map<Value, Value>()),
  "l": (m) => m.push(m.popGroup()),
  "t": (m) => m.push(m.popGroup()),
  "\x85": (m) => m.push(m.popSeveral(1)),
  "\x86": (m) => m.push(m.popSeveral(2)),
  "\x87": (m) => m.push(m.popSeveral(3)),
  "d": (m) => dictionary(m, m.popGroup()),
  "a": (m) => m.append([m.pop()]),
  "e": (m) => m.append(m.popGroup()),
  "s": (m) => m.assign(m.popSeveral(2)),
  "u": (m) => m.assign(m.popGroup()),
  // references
  "q": (m) => m.remember(m.reader.u8()),
  "r": (m) => m.remember(m.reader.u32()),
  "\x94": (m) => m.remember(),
  "h": (m) => m.recall(m.reader.u8()),
  "j": (m) => m.recall(m.reader.u32()),
  "Q": (m) => m.persistent(m.pop()),
  // names, and calls that stand for data
  "c": (m) => m.global(m.reader.line(), m.reader.line()),
  "\x93": ofStack((m, module, name) => m.global(module, name)),
  "R": ofStack((m, callable, args) => m.call(callable, args)),
  "\x81": ofStack((m, callable, args) => m.call(callable, args)),
  // attributes of a dictionary or of something opaque: no state dict keeps weights there
  "b": (m) => void m.pop(),
};

/** {@linkcode BY_LETTER} by byte. */
export const OPCODES: ReadonlyMap<number, Operation> = new Map(
  Object.entries(BY_LETTER).map(([letter, operation]) => [letter.charCodeAt(0), operation]),
);

function ofStack(apply: (m: PickleMachine<unknown>, a: Value, b: Value) => void): Operation {
  return (m) => {
    const [a, b] = m.popSeveral(2);
    apply(m, a, b);
  };
}

function protocol(m: PickleMachine<unknown>): void {
  const version = m.reader.u8();
  if (version < 2 || version > 5) m.refuse(`found pickle protocol ${version}, wanted 2 to 5`);
}

function dictionary(m: PickleMachine<unknown>, entries: Value[]): void {
  m.push(new Map<Value, Value>());
  m.assign(entries);
}

/** Two's complement, little-endian. */
function integer(m: PickleMachine<unknown>, length: number): number | bigint {
  if (length > LONGEST_INTEGER) m.refuse(`found a whole number of ${length} bytes`);
  let value = 0n;
  m.reader.take(length).forEach((byte, i) => value |= BigInt(byte) << BigInt(8 * i));
  value = BigInt.asIntN(8 * length, value);
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

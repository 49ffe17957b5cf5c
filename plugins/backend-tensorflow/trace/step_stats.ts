import type { OpCost, OpOutput } from "@dragsaw/core/tensor";
import { readFields } from "./protobuf.ts";

/** Reads the `StepStats` of a `RunMetadata`. @throws {SyntaxError} when the bytes are none. */
export function readStepStats(metadata: Uint8Array): OpCost[] {
  const STEP_STATS = 1, DEVICE_STATS = 1, NODE_STATS = 2;
  return children(metadata, STEP_STATS)
    .flatMap((stats) => children(stats, DEVICE_STATS))
    .flatMap((device) => children(device, NODE_STATS))
    .map(readNode);
}

function readNode(message: Uint8Array): OpCost {
  const NAME = 1, START = 2, BEGIN = 3, END = 4, OUTPUT = 7, TENSOR = 3, LABEL = 8, THREAD = 10;
  const text = (field: number) => new TextDecoder().decode(children(message, field)[0] ?? new Uint8Array());
  const number = (field: number) =>
    [...readFields(message)].find((each) => each.number === field)?.value as number ?? 0;
  const begin = number(BEGIN);
  return {
    name: text(NAME),
    op: / = ([^(\s]+)\(/.exec(text(LABEL))?.[1] ?? "unknown",
    start: number(START) + begin,
    duration: number(END) - begin,
    thread: number(THREAD),
    outputs: children(message, OUTPUT).flatMap((output) => children(output, TENSOR)).map(readOutput),
  };
}

function readOutput(description: Uint8Array): OpOutput {
  const SHAPE = 2, ALLOCATION = 4, REQUESTED = 1;
  const integer = (message: Uint8Array | undefined, field: number): number =>
    Number([...readFields(message ?? new Uint8Array())].find(({ number }) => number === field)?.value ?? 0);
  const DIMENSION = 2, SIZE = 1;
  const shape = children(description, SHAPE).flatMap((each) => children(each, DIMENSION));
  return {
    shape: shape.map((dimension) => integer(dimension, SIZE)),
    bytes: integer(children(description, ALLOCATION)[0], REQUESTED),
  };
}

function children(message: Uint8Array, field: number): Uint8Array[] {
  return [...readFields(message)].filter(({ number }) => number === field).map(({ value }) =>
    value as Uint8Array
  );
}

import type { Allocation, OpCost, OpOutput } from "@dragsaw/core/tensor";
import { readFields } from "./protobuf.ts";

/** A result as TensorFlow tells of it. */
export interface TracedOutput extends OpOutput {
  /** Where it lies: results at one place share memory. */
  readonly pointer: number;
  /** Whether its memory is among the allocations of an op; XLA's kernels do not count theirs. */
  readonly counted: boolean;
}

/** What TensorFlow tells of one op in one run. */
export interface TracedOp extends OpCost {
  readonly outputs: readonly TracedOutput[];
}

/** Reads the `StepStats` of a `RunMetadata`. @throws {SyntaxError} when the bytes are none. */
export function readStepStats(metadata: Uint8Array): TracedOp[] {
  const STEP_STATS = 1, DEVICE_STATS = 1, NODE_STATS = 2;
  return new Message(metadata).messages(STEP_STATS)
    .flatMap((stats) => stats.messages(DEVICE_STATS))
    .flatMap((device) => device.messages(NODE_STATS))
    .map(readNode);
}

function readNode(node: Message): TracedOp {
  const NAME = 1, START_MICROS = 2, MEMORY = 6, OUTPUT = 7, LABEL = 8, TENSOR = 3;
  const BEGIN_NANOS = 14, END_NANOS = 15, RECORDS = 6;
  const begin = node.integer(BEGIN_NANOS);
  return {
    name: node.text(NAME),
    ...readLabel(node.text(LABEL)),
    start: node.integer(START_MICROS) + begin / 1000,
    duration: (node.integer(END_NANOS) - begin) / 1000,
    outputs: node.messages(OUTPUT).flatMap((output) => output.messages(TENSOR)).map(readOutput),
    allocations: node.messages(MEMORY).flatMap((memory) => memory.messages(RECORDS)).map(readAllocation),
  };
}

/** `[cpu 1.0MB 1.0MB] Relu_2 = Relu(Conv2D_1, ^Assert_0)`. */
function readLabel(label: string): { op: string; inputs: string[] } {
  const [, op = "unknown", inputs = ""] = / = ([^(\s]+)\(([^)]*)\)/.exec(label) ?? [];
  const isData = (input: string) => input !== "" && !input.startsWith("^");
  return { op, inputs: inputs.split(", ").filter(isData) };
}

function readOutput(description: Message): TracedOutput {
  const SHAPE = 2, DIMENSION = 2, SIZE = 1, ALLOCATION = 4, REQUESTED = 1, ALLOCATED = 2, POINTER = 6;
  const [allocation] = description.messages(ALLOCATION);
  return {
    shape: description.messages(SHAPE).flatMap((shape) => shape.messages(DIMENSION)).map((each) =>
      each.integer(SIZE)
    ),
    bytes: allocation?.integer(REQUESTED) ?? 0,
    pointer: allocation?.integer(POINTER) ?? 0,
    counted: (allocation?.integer(ALLOCATED) ?? 0) > 0,
  };
}

function readAllocation(record: Message): Allocation {
  const MICROS = 1, BYTES = 2;
  return { at: record.integer(MICROS), bytes: record.integer(BYTES) };
}

/** Fields of a message by number. */
class Message {
  private readonly fields = new Map<number, (number | Uint8Array)[]>();

  constructor(bytes: Uint8Array) {
    for (const { number, value } of readFields(bytes)) {
      const values = this.fields.get(number);
      if (values) values.push(value);
      else this.fields.set(number, [value]);
    }
  }

  /** 0 where it is not there, as protocol buffers have it. */
  integer(field: number): number {
    return Number(this.fields.get(field)?.[0] ?? 0);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.fields.get(field)?.[0] as Uint8Array | undefined);
  }

  messages(field: number): Message[] {
    return (this.fields.get(field) ?? []).map((bytes) => new Message(bytes as Uint8Array));
  }
}

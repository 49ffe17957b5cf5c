import type { ByteReader } from "../byte_reader.ts";
import { OPCODES } from "./opcodes.ts";
import { PickleMachine } from "./machine.ts";
import type { PickleMeaning, PickleValue } from "./value.ts";

/** More than any state dict has, and few enough to end soon. */
const MOST_OPERATIONS = 20_000_000;

/**
 * Reads one pickle (protocol 2 to 5) from where `reader` stands and leaves it behind the end. Nothing is run: classes and
 * functions are names, and what a call of one stands for is told by `meaning`. Memory grows with the size of the pickle alone.
 *
 * @throws {WeightFileError} naming the byte, for what is damaged, unknown or not allowed.
 */
export function readPickle<Extra>(reader: ByteReader, meaning: PickleMeaning<Extra>): PickleValue<Extra> {
  const machine = new PickleMachine<Extra>(reader, meaning);
  for (let count = 0; count < MOST_OPERATIONS; count++) {
    machine.start = reader.at;
    const code = reader.u8();
    if (code === STOP) return machine.result();
    const operation = OPCODES.get(code);
    if (!operation) return machine.refuse(`found the unknown pickle operation 0x${code.toString(16)}`);
    operation(machine as PickleMachine<unknown>);
  }
  return machine.refuse(`found more than ${MOST_OPERATIONS} pickle operations`);
}

const STOP = ".".charCodeAt(0);

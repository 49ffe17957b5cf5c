import { contents } from "../c_buffer.ts";
import { cString } from "../c_string.ts";
import type { Attribute } from "../binding/attribute.ts";
import type { Status } from "../status.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import { readFields } from "./protobuf.ts";

/** An input of an op: one tensor, or a list as long as the attribute `length` says or is. */
export interface InputDefinition {
  /** Attribute that holds, or whose list has, the number of tensors; undefined for a single one. */
  readonly length: string | undefined;
}

/** Asks TensorFlow what inputs an op has. @throws {TensorFlowError} when there is no such op. */
export function inputDefinitions(
  c: TensorFlowC,
  graph: Deno.PointerValue,
  status: Status,
  name: string,
): InputDefinition[] {
  const INPUT_ARG = 2, NUMBER_ATTR = 5, TYPE_LIST_ATTR = 6;
  const buffer = c.TF_NewBuffer();
  try {
    c.TF_GraphGetOpDef(graph, cString(name), buffer, status.pointer);
    status.check(name);
    const inputs: InputDefinition[] = [];
    for (const { number, value } of readFields(contents(buffer!))) {
      if (number !== INPUT_ARG) continue;
      const length = [...readFields(value as Uint8Array)]
        .find((field) => field.number === NUMBER_ATTR || field.number === TYPE_LIST_ATTR);
      inputs.push({ length: length && new TextDecoder().decode(length.value as Uint8Array) });
    }
    return inputs;
  } finally {
    c.TF_DeleteBuffer(buffer);
  }
}

/**
 * How many tensors each input takes, null for a single one that is no list.
 *
 * @param count Number of tensors in all.
 * @throws {RangeError} when the attributes do not account for `count`.
 */
export function inputLengths(
  name: string,
  definitions: readonly InputDefinition[],
  attributes: readonly Attribute[],
  count: number,
): (number | null)[] {
  const lengths = definitions.map(({ length }) => {
    if (length === undefined) return null;
    const value = attributes.find((attribute) => attribute.name === length)?.value;
    // Some tfjs kernels leave the length to be inferred; that is possible while there is one list.
    return Array.isArray(value) ? value.length : Number(value ?? count - (definitions.length - 1));
  });
  const total = lengths.reduce<number>((sum, length) => sum + (length ?? 1), 0);
  if (total !== count) throw new RangeError(`Recording ${name}: found ${count} inputs, wanted ${total}`);
  return lengths;
}

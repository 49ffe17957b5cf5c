import { utf8 } from "../c_string.ts";
import type { TensorFlowC } from "../symbols/mod.ts";

/** sizeof(TF_TString). */
export const STRING_BYTES = 24;

/** Initialises and fills the `TF_TString`s of a new string tensor. */
export function writeStrings(
  c: TensorFlowC,
  tensor: Deno.PointerValue,
  values: readonly (Uint8Array | string)[],
): void {
  if (values.length === 0) return;
  const base = Deno.UnsafePointer.value(c.TF_TensorData(tensor));
  values.forEach((value, i) => {
    const at = Deno.UnsafePointer.create(base + BigInt(STRING_BYTES * i));
    const bytes = typeof value === "string" ? utf8(value) : value as Uint8Array<ArrayBuffer>;
    c.TF_StringInit(at);
    c.TF_StringCopy(at, bytes, BigInt(bytes.byteLength));
  });
}

/** Copies the strings of a tensor out, as bytes. */
export function readStrings(c: TensorFlowC, tensor: Deno.PointerValue, count: number): Uint8Array[] {
  const base = count === 0 ? 0n : Deno.UnsafePointer.value(c.TF_TensorData(tensor));
  return Array.from({ length: count }, (_, i) => {
    const at = Deno.UnsafePointer.create(base + BigInt(STRING_BYTES * i));
    const bytes = new Uint8Array(Number(c.TF_StringGetSize(at)));
    if (bytes.length > 0) new Deno.UnsafePointerView(c.TF_StringGetDataPointer(at)!).copyInto(bytes);
    return bytes;
  });
}

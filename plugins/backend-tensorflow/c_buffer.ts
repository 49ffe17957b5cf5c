import type { TensorFlowC } from "./symbols/mod.ts";

/** Lends a `TF_Buffer` for a C function to fill. @returns What `fill` gives, and a copy of the bytes. */
export async function filled<R>(
  c: TensorFlowC,
  fill: (buffer: Deno.PointerValue) => R | Promise<R>,
): Promise<{ result: R; bytes: Uint8Array }> {
  const buffer = c.TF_NewBuffer();
  try {
    const result = await fill(buffer);
    return { result, bytes: contents(buffer!) };
  } finally {
    c.TF_DeleteBuffer(buffer);
  }
}

/** Bytes of a `TF_Buffer {const void* data; size_t length; ...}`. */
export function contents(buffer: Deno.PointerObject): Uint8Array {
  const view = new Deno.UnsafePointerView(buffer);
  const bytes = new Uint8Array(Number(view.getBigUint64(8)));
  if (bytes.length > 0) new Deno.UnsafePointerView(view.getPointer(0)!).copyInto(bytes);
  return bytes;
}

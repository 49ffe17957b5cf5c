import { pin } from "./pin.ts";
import { quietly } from "./provision/quietly.ts";
import { SYMBOLS, type TensorFlowC } from "./symbols/mod.ts";

/** An opened TensorFlow. */
export interface Library {
  /** Its C functions. */
  readonly c: TensorFlowC;
  /** Its version, as `2.21.0`. */
  readonly version: string;
  /** The file it was opened from. */
  readonly file: string;
  /** What it wrote to standard error while it opened. */
  readonly log: string;
}

const opened = new Map<string, Library>();

/** Asks TensorFlow to log errors only, unless the user asks for more; it looks once, when its library is opened. */
export function hushTensorFlow(): void {
  if (Deno.env.get("TF_CPP_MIN_LOG_LEVEL") === undefined) Deno.env.set("TF_CPP_MIN_LOG_LEVEL", "2");
}

/**
 * Opens TensorFlow's shared library, once per process; it stays open. What it would print goes to `log`.
 *
 * @param file Path of libtensorflow_cc or libtensorflow.
 * @throws {Error} with the loader's message when it cannot be opened or lacks a function.
 */
export function openLibrary(file: string): Library {
  const known = opened.get(file);
  if (known !== undefined) return known;
  hushTensorFlow();
  const { value: c, log } = quietly(() => {
    pin(file);
    return Deno.dlopen(file, SYMBOLS).symbols;
  });
  const version = Deno.UnsafePointerView.getCString(c.TF_Version()!);
  const library: Library = { c, version, file, log };
  opened.set(file, library);
  return library;
}

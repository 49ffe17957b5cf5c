import type { Precision } from "@dragsaw/core/tensor";
import { cString } from "./c_string.ts";

/** Instruction sets that change speed, and the last bits of results. */
const FEATURES = [
  "sse4_2",
  "avx",
  "avx2",
  "fma",
  "f16c",
  "avx512f",
  "avx512_vnni",
  "avx512_bf16",
  "amx_bf16",
  "neon",
  "asimd",
  "bf16",
  "sve",
];

/** What multiplies matrices of bfloat16 faster than of float32: x86 by two names, ARM by one. */
const BFLOAT16 = ["avx512_bf16", "amx_bf16", "bf16"];

/** Instruction sets of the processor, as Linux names them; undefined where that cannot be known. */
export function cpuFeatures(): readonly string[] | undefined {
  const text = Deno.build.os === "linux" ? readThroughC("/proc/cpuinfo") : undefined;
  const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text ?? "")?.[1].split(/\s+/);
  return flags && FEATURES.filter((feature) => flags.includes(feature));
}

/** Why bfloat16 would be slower than float32 here; undefined where it is faster. */
export function refusesBfloat16(features: readonly string[] | undefined): string | undefined {
  if (features?.some((feature) => BFLOAT16.includes(feature))) return undefined;
  const found = features === undefined ? "what it has cannot be read here" : `it has ${features.join(" ")}`;
  return `the processor has no instructions for it (${BFLOAT16.join(" or ")} wanted; ${found})`;
}

/** What steps are fastest in on this processor: what a config means by `precision: auto`. Takes `--allow-ffi` to know. */
export function usualPrecision(): Precision {
  return refusesBfloat16(cpuFeatures()) === undefined ? "bfloat16" : "float32";
}

const FILES = {
  fopen: { parameters: ["buffer", "buffer"], result: "pointer" },
  fread: { parameters: ["buffer", "usize", "usize", "pointer"], result: "usize" },
  fclose: { parameters: ["pointer"], result: "i32" },
} as const;

/** A text file by the C library: Deno opens /proc to --allow-all alone. */
function readThroughC(path: string): string | undefined {
  let library;
  try {
    library = Deno.dlopen("libc.so.6", FILES);
  } catch {
    return undefined; // Another C library: then nothing is known.
  }
  const { fopen, fread, fclose } = library.symbols;
  const file = fopen(cString(path), cString("r"));
  const bytes = new Uint8Array(2 ** 16);
  const length = file === null ? 0 : Number(fread(bytes, 1n, BigInt(bytes.length), file));
  if (file !== null) fclose(file);
  library.close();
  return new TextDecoder().decode(bytes.subarray(0, length));
}

import { cString } from "./c_string.ts";

/** Where the loader's own function lives, most likely first; before glibc 2.34 it is in the second. */
const LOADERS: Partial<Record<typeof Deno.build.os, readonly string[]>> = {
  linux: ["libc.so.6", "libdl.so.2"],
  darwin: ["/usr/lib/libSystem.B.dylib"],
};
const SYMBOLS = { dlopen: { parameters: ["buffer", "i32"], result: "pointer", optional: true } } as const;
const RTLD_NOW = 2;

/**
 * Keeps a shared library in the process for good. Deno unloads what it opened when the process ends, and TensorFlow's
 * threads do not survive that: the process would end with a segmentation fault.
 */
export function pin(file: string): void {
  for (const name of LOADERS[Deno.build.os] ?? []) {
    const loader = Deno.dlopen(name, SYMBOLS);
    const pinned = loader.symbols.dlopen?.(cString(file), RTLD_NOW) ?? null;
    loader.close();
    if (pinned !== null) return;
  }
}

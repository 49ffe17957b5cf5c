/** Parameters of glibc's `mallopt`. */
const TRIM_THRESHOLD = -1, TOP_PAD = -2, MMAP_MAX = -4, ARENA_MAX = -8;
const SYMBOLS = { mallopt: { parameters: ["i32", "i32"], result: "i32", optional: true } } as const;
/** `keep` or `system` asks for another than the default. */
const VARIABLE = "DRAGSAW_ALLOCATOR";

/** What is set, by what `DRAGSAW_ALLOCATOR` says. */
const SETTINGS: Readonly<Record<string, readonly (readonly [parameter: number, value: number])[]>> = {
  "": [[ARENA_MAX, 1]],
  keep: [[ARENA_MAX, 1], [MMAP_MAX, 0], [TRIM_THRESHOLD, 2 ** 31 - 1], [TOP_PAD, 2 ** 26]],
  system: [],
};

/**
 * Tells glibc how to hold memory. By default all threads share one arena: each of several keeps what it once needed, which
 * comes to 100 MB with a large network. Tensors above 256 KiB are TensorFlow's own affair, which keeps them for the next step.
 *
 * `DRAGSAW_ALLOCATOR=keep` has glibc keep large blocks too: where page faults are dear that is faster. `system` changes nothing.
 *
 * @returns What was done, for the run's record.
 * @throws {RangeError} when `DRAGSAW_ALLOCATOR` says something else.
 */
export function tuneAllocator(): string {
  const wanted = Deno.env.get(VARIABLE) ?? "";
  const settings = SETTINGS[wanted];
  if (settings === undefined) {
    throw new RangeError(`Cannot set the allocator: found ${VARIABLE}="${wanted}", want keep or system`);
  }
  if (Deno.build.os !== "linux" || settings.length === 0) return "system";
  let library;
  try {
    library = Deno.dlopen("libc.so.6", SYMBOLS);
  } catch {
    return "system"; // Another C library, as musl: it has no such switches.
  }
  const { mallopt } = library.symbols;
  const set = settings.every(([parameter, value]) => mallopt?.(parameter, value) === 1);
  library.close();
  if (!set) return "system";
  return wanted === "keep" ? "glibc, one arena, memory kept" : "glibc, one arena";
}

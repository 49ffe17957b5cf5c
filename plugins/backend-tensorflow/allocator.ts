/** Parameters of glibc's `mallopt`. */
const TRIM_THRESHOLD = -1, TOP_PAD = -2, MMAP_MAX = -4, ARENA_MAX = -8;
const SYMBOLS = { mallopt: { parameters: ["i32", "i32"], result: "i32", optional: true } } as const;
/** `keep` asks for it. */
const VARIABLE = "DRAGSAW_ALLOCATOR";

/**
 * Where `DRAGSAW_ALLOCATOR=keep`, has glibc keep large blocks for the next step. By itself it gives each of them back to the
 * system and takes it anew, page by page. TensorFlow with oneDNN keeps tensors above 256 KiB itself, so that little is left
 * to gain there. One arena, because only the first one can hold blocks above 64 MB.
 *
 * @returns What was done, for the run's record.
 */
export function tuneAllocator(): string {
  if (Deno.build.os !== "linux" || Deno.env.get(VARIABLE) !== "keep") return "system";
  let library;
  try {
    library = Deno.dlopen("libc.so.6", SYMBOLS);
  } catch {
    return "system"; // Another C library, as musl: it has no such switches.
  }
  const { mallopt } = library.symbols;
  const set = [[ARENA_MAX, 1], [MMAP_MAX, 0], [TRIM_THRESHOLD, 2 ** 31 - 1], [TOP_PAD, 2 ** 26]]
    .every(([parameter, value]) => mallopt?.(parameter, value) === 1);
  library.close();
  return set ? "glibc, memory kept" : "system";
}

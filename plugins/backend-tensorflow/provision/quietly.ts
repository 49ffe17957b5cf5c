const SYMBOLS = {
  creat: { parameters: ["buffer", "i32"], result: "i32" },
  dup: { parameters: ["i32"], result: "i32" },
  dup2: { parameters: ["i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

const STDERR = 2;

/** The C library by system; musl's has another name, and there the lines simply stay visible. */
const C_LIBRARY: Readonly<Record<string, string>> = {
  linux: "libc.so.6",
  darwin: "/usr/lib/libSystem.B.dylib",
};

/**
 * Runs `work` while what native code writes to the error stream goes to a file, and gives both back: TensorFlow greets
 * with lines that no log level turns off. Where the stream cannot be turned, `work` runs as it is and `log` is empty.
 */
export function quietly<T>(work: () => T): { value: T; log: string } {
  const libc = openC();
  const file = libc && temporaryFile();
  if (libc === null || file === null) {
    libc?.close();
    return { value: work(), log: "" };
  }
  const { creat, dup, dup2, close } = libc.symbols;
  const saved = dup(STDERR);
  const target = creat(new TextEncoder().encode(file + "\0"), 0o600);
  let value: T;
  let log: string;
  try {
    if (saved >= 0 && target >= 0) dup2(target, STDERR);
    value = work();
  } finally {
    if (saved >= 0) {
      dup2(saved, STDERR);
      close(saved);
    }
    if (target >= 0) close(target);
    libc.close();
    log = Deno.readTextFileSync(file);
    Deno.removeSync(file);
  }
  return { value, log };
}

function openC(): Deno.DynamicLibrary<typeof SYMBOLS> | null {
  const name = C_LIBRARY[Deno.build.os];
  if (name === undefined) return null;
  try {
    return Deno.dlopen(name, SYMBOLS);
  } catch {
    return null;
  }
}

function temporaryFile(): string | null {
  try {
    return Deno.makeTempFileSync({ prefix: "dragsaw-stderr-" });
  } catch {
    // No right to write there, or no room: the lines are then seen.
    return null;
  }
}

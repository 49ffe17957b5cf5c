import os from "node:os";

/** The computer, without its GPU. */
export interface Machine {
  readonly system: string;
  readonly cpu: string;
  /** Threads that may run at once. */
  readonly cores: number;
  /** Whether the processor has each feature that matters for speed; null where that cannot be read. */
  readonly features: Readonly<Record<string, boolean>> | null;
  /** Bytes. */
  readonly memory: { readonly total: number; readonly available: number };
}

/** Features by processor: vector widths, and the bfloat16 units that mixed precision gains from. */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  x86_64: ["avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16"],
  aarch64: ["asimd", "bf16", "i8mm", "sve"],
};

/** Reads what the system tells. */
export function machine(): Machine {
  const { total, available } = Deno.systemMemoryInfo();
  return {
    system: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    cpu: os.cpus()[0]?.model.trim() || "unknown",
    cores: navigator.hardwareConcurrency,
    features: featuresIn(cpuInfo(), FEATURES[Deno.build.arch] ?? []),
    memory: { total, available },
  };
}

/** Which of `wanted` stand in the flags of a /proc/cpuinfo; null where it lists none. */
export function featuresIn(cpuinfo: string, wanted: readonly string[]): Record<string, boolean> | null {
  const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1];
  if (line === undefined) return null;
  const flags = new Set(line.trim().split(/\s+/));
  return Object.fromEntries(wanted.map((name) => [name, flags.has(name)]));
}

function cpuInfo(): string {
  try {
    return Deno.readTextFileSync("/proc/cpuinfo");
  } catch {
    // Only Linux has it, and Deno opens /proc to --allow-all only.
    return "";
  }
}

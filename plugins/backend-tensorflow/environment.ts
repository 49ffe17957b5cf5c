import type { Threads } from "./config_proto.ts";
import type { Device } from "./context.ts";
import type { Library } from "./library.ts";

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
  "sve",
];

/** What a run records about where it ran: library, device, threads and processor. */
export function describeEnvironment(
  library: Library,
  source: string,
  devices: readonly Device[],
  threads: Threads,
  log: string,
): Record<string, string | number | boolean> {
  const gpus = devices.filter((device) => device.type === "GPU");
  const cores = navigator.hardwareConcurrency;
  return {
    tensorflow: library.version,
    library: library.file,
    librarySource: source,
    device: gpus.length > 0 ? gpus.map(deviceText).join(", ") : "CPU",
    gpu: gpus.length > 0,
    cores,
    intraThreads: threads.intra || cores,
    interThreads: threads.inter || cores,
    cpuFeatures: cpuFeatures(),
    log: log.trim(),
  };
}

function deviceText({ name, memory }: Device): string {
  return `${name.split("device:").at(-1)} (${(memory / 2 ** 30).toFixed(1)} GiB)`;
}

function cpuFeatures(): string {
  const text = readText("/proc/cpuinfo");
  const flags = new Set(/^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1].split(/\s+/));
  return flags.size === 0
    ? "unknown: Deno reads /proc/cpuinfo under --allow-all only"
    : FEATURES.filter((feature) => flags.has(feature)).join(" ");
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // Only Linux has the file, and Deno opens it to --allow-all alone.
  }
}

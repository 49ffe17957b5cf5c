import { cpuFeatures } from "./cpu_features.ts";
import type { Threads } from "./config_proto.ts";
import type { Device } from "./context.ts";
import type { Library } from "./library.ts";

/** What a run records about where it ran: library, device, threads and processor. */
export function describeEnvironment(
  library: Library,
  source: string,
  devices: readonly Device[],
  threads: Threads,
  { log, allocator }: { log: string; allocator: string },
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
    cpuFeatures: cpuFeatures()?.join(" ") ?? "unknown",
    allocator,
    log: log.trim(),
  };
}

function deviceText({ name, memory }: Device): string {
  return `${name.split("device:").at(-1)} (${(memory / 2 ** 30).toFixed(1)} GiB)`;
}

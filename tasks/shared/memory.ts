import process from "node:process";

/** Memory of this process, in bytes. */
export interface ProcessMemory {
  /** In memory now. */
  readonly resident: number;
  /** The most that ever was: as Linux counts it (`VmHWM`), elsewhere the most that was seen here. */
  readonly peak: number;
}

/** What stood in the account before anything ran here: a process starts with the peak of the one that started it. */
const inherited = counted();
let highest = 0;

/** Reads what the process takes. */
export function memory(): ProcessMemory {
  const resident = Deno.memoryUsage().rss, most = counted();
  highest = Math.max(highest, resident, most > inherited ? most : 0);
  return { resident, peak: highest };
}

/** Linux's count. Deno opens /proc to --allow-all only, this goes without. */
function counted(): number {
  return Deno.build.os === "linux" ? process.resourceUsage().maxRSS * 1024 : 0;
}

/** Bytes that this process may still take: of the machine, or of its share where the system gives it one (cgroup). */
export function freeMemory(): number {
  const share = process.constrainedMemory() || Infinity;
  return Math.max(0, Math.min(Deno.systemMemoryInfo().available, share - memory().resident));
}

/** Bytes as people read them, as `2,838 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}

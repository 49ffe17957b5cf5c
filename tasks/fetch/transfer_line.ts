import { formatBytes } from "@dragsaw/core/files";
import { bar, duration, type ProgressLine } from "../shared/progress.ts";
import { measureRate, type Rate } from "./rate.ts";

/** Milliseconds between two lines: on a terminal in place, in a log as lines that stay. */
const SHOWN = 100, KEPT = 30_000;

/** Tells of bytes that come or are worked through: share, rate, time left. */
export function transferLine(
  what: string,
  progress: ProgressLine,
  now: () => number = () => performance.now(),
): (bytes: number, total: number | null) => void {
  let rate: Rate | undefined, shown = -Infinity, kept = now();
  return (bytes, total) => {
    rate ??= measureRate(bytes, now);
    const speed = rate.at(bytes), time = now();
    if (time - shown < SHOWN) return;
    shown = time;
    const keep = time - kept >= KEPT;
    if (keep) kept = time;
    const share = total
      ? `${bar(bytes / total)} ${formatBytes(bytes)} of ${formatBytes(total)}`
      : formatBytes(bytes);
    const fast = Number.isNaN(speed) ? "" : `  ${formatBytes(speed)}/s`;
    const left = total && speed > 0 ? `  ETA ${duration((total - bytes) / speed)}` : "";
    progress.update(`${what}: ${share}${fast}${left}`, keep);
  };
}

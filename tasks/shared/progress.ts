import { say } from "./say.ts";

/** Progress on a terminal: one line rewritten in place; plain lines elsewhere. */
export interface ProgressLine {
  /** Shows `text`: on a terminal in place, elsewhere as a line of its own when `keep`. */
  update(text: string, keep?: boolean): void;
  /** Writes a line that stays. */
  line(text: string): void;
}

/** Writes to standard output. */
export function createProgress(): ProgressLine {
  const terminal = Deno.stdout.isTerminal();
  let shown = false;
  const clear = () => {
    if (shown) say("\r\x1b[2K");
    shown = false;
  };
  return {
    update(text, keep = false) {
      if (!terminal) return keep ? say(`${text}\n`) : undefined;
      clear();
      say(text.slice(0, Deno.consoleSize().columns - 1));
      shown = true;
    },
    line(text) {
      clear();
      say(`${text}\n`);
    },
  };
}

/** A bar of `width` cells filled to `fraction`. */
export function bar(fraction: number, width = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

/** Seconds as 42s, 3m05s or 2h07m. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.round(seconds);
  const pad = (n: number) => String(n).padStart(2, "0");
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${pad(Math.floor(whole % 3600 / 60))}m`;
}

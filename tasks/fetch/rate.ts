/** Seconds after which what was measured counts a third. */
const MEMORY = 5;

/** How fast bytes come. */
export interface Rate {
  /** Bytes a second, the last seconds counting most; NaN before anything is known. @param bytes Since the beginning. */
  at(bytes: number): number;
}

/** Measures from now on. @param start Bytes that are there already. @param now Clock in milliseconds. */
export function measureRate(start: number, now: () => number = () => performance.now()): Rate {
  let [bytes, time, rate] = [start, now(), NaN];
  return {
    at(total) {
      const seconds = (now() - time) / 1000;
      if (seconds < 0.2) return rate;
      const current = (total - bytes) / seconds, kept = Number.isNaN(rate) ? 0 : Math.exp(-seconds / MEMORY);
      rate = kept * (kept > 0 ? rate : 0) + (1 - kept) * current;
      [bytes, time] = [total, now()];
      return rate;
    },
  };
}

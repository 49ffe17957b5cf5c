import { stream } from "@dragsaw/core/data";
import type { AblationResult, CellResult, RowResult } from "../statistics/cell.ts";

/** Dice like those of a real sweep: hard images are hard for all, a training has its luck, and each image its own. */
export function madeCell(seed: number, gain: number, count = 60): CellResult {
  const luck = 0.004 * stream("luck", seed, gain).normal();
  return {
    seed,
    seconds: 600 + 10 * seed,
    peakBytes: 1.5e9 + seed * 1e6,
    images: Array.from({ length: count }, (_, i) => {
      const id = `image-${i}`;
      const own = 0.01 * stream(id, seed, gain).normal(), ease = 0.1 * stream(id).uniform();
      const dice = Math.min(1, 0.85 + ease + gain + luck + own);
      return { id, values: { dice, hd95: 100 * (1 - dice) } };
    }),
  };
}

/** A row of three seeds. */
export function madeRow(label: string, gain: number, more: Partial<RowResult> = {}): RowResult {
  return { label, changes: [], cells: [0, 1, 2].map((seed) => madeCell(seed, gain)), ...more };
}

/** Four rows in two sections: one better, one the same, one that failed. */
export function madeResult(): AblationResult {
  return {
    title: "PDCR <ratio> | a",
    metrics: [
      { name: "dice", title: "Dice", paperKey: "DI", percent: true, higherIsBetter: true },
      { name: "hd95", title: "HD95", percent: false, higherIsBetter: false },
    ],
    base: "Baseline",
    rows: [
      madeRow("Baseline", 0, { paper: { DI: 93.48 } }),
      madeRow("+ PDCR", 0.03, { paper: { DI: 94.51 }, changes: ["losses.encoder.type = pdcr", 'a "b" <c>'] }),
      madeRow("l1, H", 0.0001, { cells: [madeCell(0, 0.0001), madeCell(2, 0.0001)] }),
      madeRow("broken & <script>alert(1)</script>", 0, {
        cells: [],
        failed: [0, 1, 2].map((seed) => ({ seed, reason: 'loss is NaN at step 12: "lr" <too high>' })),
      }),
    ],
    sections: [
      { title: "(a) phi", rows: ["Baseline", "+ PDCR", "l1, H"] },
      {
        title: "(b) others",
        rows: ["+ PDCR", "Baseline", "broken & <script>alert(1)</script>"],
        base: "+ PDCR",
      },
    ],
  };
}

import type { AxisWindows } from "./axis_windows.ts";
import { planesInMemory, planesOnDisk, type PlaneStore } from "./plane_store.ts";

/** Sums of the weighted logits of windows, of the planes that later windows still reach. */
export interface LogitSums {
  /**
   * Adds the logits of a window.
   *
   * @param logits `[d, h, w, classes]` of a whole patch. @param at Number of the window along depth, height and width.
   */
  add(logits: Float32Array, at: readonly [number, number, number]): void;
  /** Mean logits `[height, width, classes]` of plane `depth`, which no window may reach again; good until the next call. */
  take(depth: number): Float32Array;
  /** Frees what it holds. */
  close(): void;
}

/** Where sums are kept. */
export interface SumOptions {
  /** Most bytes that they may take in memory; more go to a file. */
  readonly memory: number;
  /** Folder of that file; the system's for temporary files unless given. */
  readonly scratch?: string | undefined;
}

/** Sums over the windows that `axes` lay along depth, height and width. */
export function logitSums(
  axes: readonly [AxisWindows, AxisWindows, AxisWindows],
  classes: number,
  { memory, scratch }: SumOptions,
): LogitSums {
  const [ds, hs, ws] = axes, height = hs.totals.length, width = ws.totals.length;
  const length = height * width * classes, slots = Math.min(ds.weights.length, ds.totals.length);
  // One more is what `take` gives
  const store = 4 * (slots + 1) * length > memory
    ? planesOnDisk(slots, length, scratch)
    : planesInMemory(slots, length);
  return {
    add(logits, at) {
      const place = { z: ds.starts[at[0]], y: hs.starts[at[1]], x: ws.starts[at[2]] };
      addWindow(store, logits, place, { axes, classes, slots });
    },
    take(depth) {
      const sums = store.take(depth % slots);
      divide(sums, ds.totals[depth], hs.totals, ws.totals, classes);
      return sums;
    },
    close: () => store.close(),
  };
}

interface Layout {
  readonly axes: readonly [AxisWindows, AxisWindows, AxisWindows];
  readonly classes: number;
  readonly slots: number;
}

function addWindow(
  store: PlaneStore,
  logits: Float32Array,
  { z, y, x }: { readonly z: number; readonly y: number; readonly x: number },
  { axes: [ds, hs, ws], classes, slots }: Layout,
): void {
  const depth = ds.weights.length, height = hs.weights.length, width = ws.weights.length;
  const row = ws.totals.length * classes;
  const inside = (start: number, { weights, totals }: AxisWindows) =>
    [Math.max(0, -start), Math.min(weights.length, totals.length - start)] as const;
  const [d0, d1] = inside(z, ds), [h0, h1] = inside(y, hs), [w0, w1] = inside(x, ws);
  if (logits.length !== depth * height * width * classes) {
    throw new RangeError(
      `Cannot use the logits of a window: expected ${depth}x${height}x${width}x${classes} values, found ${logits.length}`,
    );
  }
  for (let d = d0; d < d1; d++) {
    store.change((z + d) % slots, (y + h0) * row, (y + h1) * row, (sums) => {
      for (let h = h0; h < h1; h++) {
        const weight = ds.weights[d] * hs.weights[h];
        let from = ((d * height + h) * width + w0) * classes, to = (h - h0) * row + (x + w0) * classes;
        for (let w = w0; w < w1; w++) {
          const share = weight * ws.weights[w];
          for (let c = 0; c < classes; c++) sums[to++] += share * logits[from++];
        }
      }
    });
  }
}

/** Sums to means, in place. */
function divide(
  sums: Float32Array,
  total: number,
  rows: Float64Array,
  columns: Float64Array,
  classes: number,
): void {
  let i = 0;
  for (const row of rows) {
    for (const column of columns) {
      const factor = 1 / (total * row * column);
      for (let c = 0; c < classes; c++) sums[i++] *= factor;
    }
  }
}

/** How windows lie along one axis of a volume, and how they share its voxels. */
export interface AxisWindows {
  /** First voxel of each window, rising; below 0 where the axis is shorter than a window, which then stands in its middle. */
  readonly starts: readonly number[];
  /** Weight by place in a window, above 0 and at most 1. */
  readonly weights: Float64Array;
  /** Sum of the weights of all windows over each voxel of the axis, above 0. */
  readonly totals: Float64Array;
}

/** Standard deviation of the weights, in parts of a window. */
const SIGMA = 1 / 8;

/**
 * Windows that overlap by half or somewhat more, evenly spread, the last at the axis' end, with Gaussian weights about voxel
 * floor(window / 2): as nnU-Net's sliding window. Weights of a volume are products of those of its axes, and so are their sums.
 *
 * @param side Voxels of the axis. @param window Voxels of a window.
 * @throws {RangeError} for what is no whole number from 1.
 */
export function axisWindows(side: number, window: number): AxisWindows {
  if (!(Number.isInteger(side) && side >= 1 && Number.isInteger(window) && window >= 1)) {
    throw new RangeError(
      `Cannot lay windows: expected whole numbers from 1, found ${window} voxels on an axis of ${side}`,
    );
  }
  const starts = startsOf(side, window), middle = window >> 1;
  const weights = Float64Array.from(
    { length: window },
    (_, i) => Math.exp(-.5 * ((i - middle) / (window * SIGMA)) ** 2),
  );
  const totals = new Float64Array(side);
  for (const start of starts) {
    for (let i = Math.max(0, -start); i < window && start + i < side; i++) totals[start + i] += weights[i];
  }
  return { starts, weights, totals };
}

function startsOf(side: number, window: number): number[] {
  const room = side - window;
  if (room <= 0) return [-(-room >> 1)];
  const gaps = Math.ceil(room / (window / 2));
  // Windows of one voxel would come twice
  return [...new Set(Array.from({ length: gaps + 1 }, (_, i) => roundHalfEven(room * i / gaps)))];
}

/** The nearest whole number, the even one of two. */
function roundHalfEven(value: number): number {
  const low = Math.floor(value), rest = value - low;
  return rest > .5 || (rest === .5 && low % 2 === 1) ? low + 1 : low;
}

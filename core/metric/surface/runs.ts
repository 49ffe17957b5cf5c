/** Neighbouring voxels of one row and region, as one piece each, in the order of memory. */
export interface Runs {
  /** Index of the first voxel. */
  readonly from: Int32Array;
  /** Index after the last voxel. */
  readonly to: Int32Array;
  /** What they belong to, from 1. */
  readonly region: Uint8Array;
  /** First run of each row, and the number of runs at the end. */
  readonly rows: Int32Array;
}

/**
 * Cuts a label map into runs.
 *
 * @param width Columns. @param regionOf Region of each label; 0 is left out.
 */
export function findRuns(labels: Uint8Array, width: number, regionOf: Uint8Array): Runs {
  const rows = new Int32Array(labels.length / width + 1);
  let count = 0;
  each(labels, width, regionOf, (row) => {
    count++;
    rows[row + 1] = count;
  });
  for (let row = 1; row < rows.length; row++) rows[row] = Math.max(rows[row], rows[row - 1]);
  const runs: Runs = {
    from: new Int32Array(count),
    to: new Int32Array(count),
    region: new Uint8Array(count),
    rows,
  };
  let run = 0;
  each(labels, width, regionOf, (_, from, to, region) => {
    runs.from[run] = from;
    runs.to[run] = to;
    runs.region[run++] = region;
  });
  return runs;
}

function each(
  labels: Uint8Array,
  width: number,
  regionOf: Uint8Array,
  tell: (row: number, from: number, to: number, region: number) => void,
): void {
  for (let row = 0, first = 0; first < labels.length; row++, first += width) {
    const end = first + width;
    for (let i = first; i < end;) {
      const region = regionOf[labels[i]], from = i;
      do i++; while (i < end && regionOf[labels[i]] === region);
      if (region) tell(row, from, i, region);
    }
  }
}

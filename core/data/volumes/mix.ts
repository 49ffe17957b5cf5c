import type { SampleRow } from "./sample_patch.ts";

/** Linear values of a row. @param from First voxel of the channel in `values`. @param at First voxel of the row in `out`. */
export function mixValues(
  row: SampleRow,
  values: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
): void {
  const { plane, line, first, end, index, fd, fh, fw } = row;
  for (let t = first; t < end; t++) {
    const a = from + index[t], b = a + line, c = a + plane, d = c + line, x = fw[t], y = fh[t];
    const nearTop = values[a] + x * (values[a + 1] - values[a]);
    const nearEnd = values[b] + x * (values[b + 1] - values[b]);
    const farTop = values[c] + x * (values[c + 1] - values[c]);
    const farEnd = values[d] + x * (values[d + 1] - values[d]);
    const near = nearTop + y * (nearEnd - nearTop), far = farTop + y * (farEnd - farTop);
    out[at + t] = near + fd[t] * (far - near);
  }
}

/** Class of each voxel of a row: that whose neighbours weigh most, of equals that met first. */
export function mixLabels(row: SampleRow, ids: Uint8Array, out: Uint8Array, at: number): void {
  const { plane, line, first, end, index, fd, fh, fw } = row;
  for (let t = first; t < end; t++) {
    const a = index[t], b = a + line, c = a + plane, d = c + line, id = ids[a];
    if (
      id === ids[a + 1] && id === ids[b] && id === ids[b + 1] && id === ids[c] && id === ids[c + 1] &&
      id === ids[d] && id === ids[d + 1]
    ) {
      out[at + t] = id;
      continue;
    }
    const x = fw[t], y = fh[t], z = fd[t], u = 1 - x;
    const near = (1 - y) * (1 - z), nearEnd = y * (1 - z), far = (1 - y) * z, farEnd = y * z;
    weigh(ids[a], u * near);
    weigh(ids[a + 1], x * near);
    weigh(ids[b], u * nearEnd);
    weigh(ids[b + 1], x * nearEnd);
    weigh(ids[c], u * far);
    weigh(ids[c + 1], x * far);
    weigh(ids[d], u * farEnd);
    weigh(ids[d + 1], x * farEnd);
    out[at + t] = takeHeaviest();
  }
}

/** Weight of each class around one voxel, and the classes met: nothing between two voxels. */
const weights = new Float64Array(256), met = new Uint8Array(8);
let count = 0;

function weigh(id: number, weight: number): void {
  if (weight <= 0) return;
  if (weights[id] === 0) met[count++] = id;
  weights[id] += weight;
}

function takeHeaviest(): number {
  let best = met[0];
  for (let n = 1; n < count; n++) if (weights[met[n]] > weights[best]) best = met[n];
  for (let n = 0; n < count; n++) weights[met[n]] = 0;
  count = 0;
  return best;
}

import type { LabelMap, Raster, Sample } from "./sample.ts";

/**
 * Whole factor by which `height` x `width` can be reduced and stay at least `atLeast`:
 * k = max(1, floor(min(height / atLeast[0], width / atLeast[1]))).
 */
export function reductionFactor(height: number, width: number, atLeast: readonly [number, number]): number {
  return Math.max(1, Math.floor(Math.min(height / atLeast[0], width / atLeast[1])));
}

/**
 * Averages blocks of an image so that a later bilinear resize does not alias. Blocks are k pixels wide, or k + 1 where k does
 * not divide the side, so that nothing is cropped. The same object when k is 1.
 */
export function reduceImage(image: Raster, atLeast: readonly [number, number]): Raster {
  const k = reductionFactor(image.height, image.width, atLeast);
  if (k === 1) return image;
  const { channels, data } = image;
  const rows = edges(image.height, k), columns = edges(image.width, k);
  const height = rows.length - 1, width = columns.length - 1;
  const out = new Uint8Array(height * width * channels);
  const sums = new Uint32Array(width * channels);
  for (let row = 0; row < height; row++) {
    sums.fill(0);
    for (let y = rows[row]; y < rows[row + 1]; y++) addRow(data, y * image.width, columns, channels, sums);
    for (let column = 0, i = 0; column < width; column++) {
      const area = (rows[row + 1] - rows[row]) * (columns[column + 1] - columns[column]);
      for (let c = 0; c < channels; c++, i++) out[row * width * channels + i] = Math.round(sums[i] / area);
    }
  }
  return { width, height, channels, data: out };
}

/** Labels by the same blocks as {@linkcode reduceImage}: the class with most pixels, the higher id of equals. */
export function reduceLabels(labels: LabelMap, atLeast: readonly [number, number]): LabelMap {
  const k = reductionFactor(labels.height, labels.width, atLeast);
  if (k === 1) return labels;
  const rows = edges(labels.height, k), columns = edges(labels.width, k);
  const height = rows.length - 1, width = columns.length - 1;
  const data = new Uint8Array(height * width);
  const counts = new Uint32Array(256);
  for (let row = 0, cell = 0; row < height; row++) {
    for (let column = 0; column < width; column++, cell++) {
      let best = 0;
      for (let y = rows[row]; y < rows[row + 1]; y++) {
        for (let x = columns[column]; x < columns[column + 1]; x++) {
          const id = labels.data[y * labels.width + x];
          const count = ++counts[id];
          if (count > counts[best] || (count === counts[best] && id > best)) best = id;
        }
      }
      data[cell] = best;
      counts.fill(0);
    }
  }
  return { width, height, data };
}

/** Image and labels reduced alike. */
export function reduceSample({ image, labels }: Sample, atLeast: readonly [number, number]): Sample {
  const reduced = reduceImage(image, atLeast);
  return labels ? { image: reduced, labels: reduceLabels(labels, atLeast) } : { image: reduced };
}

/** Borders of floor(side / k) blocks of k or k + 1 pixels. */
function edges(side: number, k: number): Uint32Array {
  const count = Math.floor(side / k);
  return Uint32Array.from({ length: count + 1 }, (_, i) => Math.floor(i * side / count));
}

function addRow(
  data: Uint8Array,
  start: number,
  columns: Uint32Array,
  channels: number,
  sums: Uint32Array,
): void {
  for (let column = 0; column + 1 < columns.length; column++) {
    for (let x = columns[column]; x < columns[column + 1]; x++) {
      for (let c = 0; c < channels; c++) sums[column * channels + c] += data[(start + x) * channels + c];
    }
  }
}

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
  if (channels === 3 && 2 * width === image.width && 2 * height === image.height) halveRgb(data, width, out);
  else if (channels === 3) averageRgb(data, image.width, rows, columns, out);
  else averageAny(data, image.width, channels, rows, columns, out);
  return { width, height, channels, data: out };
}

/** `averageRgb` of blocks of 2 x 2, in a quarter of its time. */
function halveRgb(data: Uint8Array, width: number, out: Uint8Array): void {
  const stride = 6 * width;
  for (let i = 0, p = 0; i < out.length; p += stride) {
    for (const end = p + stride; p < end; p += 6, i += 3) {
      const q = p + stride;
      out[i] = (data[p] + data[p + 3] + data[q] + data[q + 3] + 2) >> 2;
      out[i + 1] = (data[p + 1] + data[p + 4] + data[q + 1] + data[q + 4] + 2) >> 2;
      out[i + 2] = (data[p + 2] + data[p + 5] + data[q + 2] + data[q + 5] + 2) >> 2;
    }
  }
}

/** Mean of each block, halves rounded up: storing a number as a byte cuts it off. */
function averageRgb(
  data: Uint8Array,
  stride: number,
  rows: Uint32Array,
  columns: Uint32Array,
  out: Uint8Array,
): void {
  for (let row = 0, i = 0; row + 1 < rows.length; row++) {
    const top = rows[row], bottom = rows[row + 1];
    for (let column = 0; column + 1 < columns.length; column++, i += 3) {
      const left = columns[column], right = columns[column + 1];
      let r = 0, g = 0, b = 0;
      for (let y = top; y < bottom; y++) {
        for (let p = 3 * (y * stride + left), end = 3 * (y * stride + right); p < end; p += 3) {
          r += data[p];
          g += data[p + 1];
          b += data[p + 2];
        }
      }
      const area = (bottom - top) * (right - left);
      out[i] = r / area + 0.5;
      out[i + 1] = g / area + 0.5;
      out[i + 2] = b / area + 0.5;
    }
  }
}

function averageAny(
  data: Uint8Array,
  stride: number,
  channels: number,
  rows: Uint32Array,
  columns: Uint32Array,
  out: Uint8Array,
): void {
  for (let row = 0, i = 0; row + 1 < rows.length; row++) {
    const top = rows[row], bottom = rows[row + 1];
    for (let column = 0; column + 1 < columns.length; column++) {
      const left = columns[column], right = columns[column + 1];
      for (let c = 0; c < channels; c++, i++) {
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) sum += data[(y * stride + x) * channels + c];
        }
        out[i] = sum / ((bottom - top) * (right - left)) + 0.5;
      }
    }
  }
}

/** Labels by the same blocks as {@linkcode reduceImage}: the class with most pixels, the higher id of equals. */
export function reduceLabels(labels: LabelMap, atLeast: readonly [number, number]): LabelMap {
  const k = reductionFactor(labels.height, labels.width, atLeast);
  if (k === 1) return labels;
  const rows = edges(labels.height, k), columns = edges(labels.width, k), counts = new Uint32Array(256);
  const height = rows.length - 1, width = columns.length - 1, data = new Uint8Array(height * width);
  const block = (row: number, column: number) =>
    most(labels, rows[row], rows[row + 1], columns[column], columns[column + 1], counts);
  const { byteOffset } = labels.data, halved = 2 * width === labels.width && 2 * height === labels.height;
  if (halved && width % 2 === 0 && byteOffset % 4 === 0) halveLabels(labels, block, data);
  else {
    for (let cell = 0; cell < data.length; cell++) data[cell] = block(Math.floor(cell / width), cell % width);
  }
  return { width, height, data };
}

/** Two blocks at a time, as most are of one class. @param block What others become. */
function halveLabels(
  { data, width, height }: LabelMap,
  block: (row: number, column: number) => number,
  out: Uint8Array,
): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2), stride = width / 4;
  for (let row = 0, cell = 0; 2 * row < height; row++) {
    for (let at = 2 * row * stride, end = at + stride; at < end; at++, cell += 2) {
      const word = words[at], id = word & 255, column = cell % (2 * stride);
      const same = word === words[at + stride] && word === Math.imul(id, 0x01010101) >>> 0;
      out[cell] = same ? id : block(row, column);
      out[cell + 1] = same ? id : block(row, column + 1);
    }
  }
}

/** The most frequent id of a block, the higher of equals. @param counts 256 zeros, left as zeros. */
function most(
  { data, width }: LabelMap,
  top: number,
  bottom: number,
  left: number,
  right: number,
  counts: Uint32Array,
): number {
  const first = data[top * width + left];
  let best = first, others = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) others |= data[y * width + x] ^ first;
  }
  if (others === 0) return first;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const id = data[y * width + x], count = ++counts[id];
      if (count > counts[best] || (count === counts[best] && id > best)) best = id;
    }
  }
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) counts[data[y * width + x]] = 0;
  }
  return best;
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

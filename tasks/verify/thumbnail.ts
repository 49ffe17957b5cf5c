import {
  type Case,
  DataError,
  type Dataset,
  IDENTITY,
  type LabelMap,
  type Raster,
  resample,
} from "@dragsaw/core/data";
import type { Volume } from "@dragsaw/core/volume";
import { overlay } from "@dragsaw/reports";

/**
 * A case in a square of `side` pixels, outline drawn, aspect kept; of a volume the slice with most foreground. What cannot be
 * read is a grey square with a cross.
 */
export async function thumbnail(dataset: Dataset, item: Case, side: number): Promise<Raster> {
  try {
    const { image, labels } = dataset.volumes
      ? await slice(dataset, item)
      : await dataset.load(item, [side, side]);
    const scale = side / Math.max(image.width, image.height);
    const size = [image.height, image.width].map((length) => Math.max(1, Math.round(length * scale))) as [
      number,
      number,
    ];
    const { image: pixels, labels: ids } = resample(image, labels, size, IDENTITY);
    const small: Raster = {
      width: size[1],
      height: size[0],
      channels: image.channels,
      data: Uint8Array.from(pixels, Math.round),
    };
    return centred(overlay(small, { truth: ids && Uint8Array.from(ids) }, 0), side);
  } catch (error) {
    if (error instanceof DataError || error instanceof RangeError) return crossed(side);
    throw error;
  }
}

/** The axial slice with most foreground, else the middle one, from its darkest to its brightest; first channel. */
async function slice(dataset: Dataset, item: Case): Promise<{ image: Raster; labels: LabelMap | undefined }> {
  const { images: [volume], labels } = await dataset.volumes!.load(item);
  const [width, height, depth] = volume.size, area = width * height;
  let z = depth >> 1, most = 0;
  for (let i = 0; labels && i < depth; i++) {
    const found = labels.data.subarray(i * area, (i + 1) * area).reduce(
      (sum, id) => sum + (id > 0 ? 1 : 0),
      0,
    );
    if (found > most) [z, most] = [i, found];
  }
  const ids = labels && flipped(labels.data.subarray(z * area, (z + 1) * area), width);
  return {
    image: { width, height, channels: 1, data: flipped(grey(volume, z * area, area), width) },
    labels: ids && { width, height, data: ids },
  };
}

function grey({ data }: Volume, from: number, count: number): Uint8Array {
  const values = Float64Array.from({ length: count }, (_, i) => Number(data[from + i])).map((v) =>
    Number.isFinite(v) ? v : 0
  );
  const sorted = values.toSorted(), low = sorted[Math.floor(0.005 * (count - 1))];
  const range = sorted[Math.ceil(0.995 * (count - 1))] - low || 1;
  return Uint8Array.from(
    values,
    (value) => Math.round(255 * Math.min(1, Math.max(0, (value - low) / range))),
  );
}

/** Rows from the last to the first: y runs to the front in a volume, down in a picture. */
function flipped(data: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(data.length), rows = data.length / width;
  for (let y = 0; y < rows; y++) {
    out.set(data.subarray((rows - 1 - y) * width, (rows - y) * width), y * width);
  }
  return out;
}

function centred(image: Raster, side: number): Raster {
  const data = new Uint8Array(side * side * 3).fill(24);
  const top = (side - image.height) >> 1, left = (side - image.width) >> 1;
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width * 3, (y + 1) * image.width * 3);
    data.set(row, ((top + y) * side + left) * 3);
  }
  return { width: side, height: side, channels: 3, data };
}

function crossed(side: number): Raster {
  const data = new Uint8Array(side * side * 3).fill(96);
  for (let i = 0; i < side; i++) {
    for (const x of [i, side - 1 - i]) data.set([224, 32, 32], (i * side + x) * 3);
  }
  return { width: side, height: side, channels: 3, data };
}

import type { Content } from "../../store/arrays.ts";
import type { Store } from "../../store/store.ts";
import type { Triple } from "../../volume/volume.ts";
import type { Placement } from "./placement.ts";
import type { Box, PreparedCase, PreparedReader } from "./prepared_case.ts";

/** What a prepared case is known by besides its arrays. */
interface Notes {
  readonly size: Triple;
  readonly channels: number;
  readonly placement: Placement;
  /** Classes with background; absent for cases without truth. */
  readonly classes?: number;
}

/**
 * A prepared case out of a store, made and kept there where it is not yet.
 *
 * @param key From `storeKey`: the content of the files and all settings of the preparation.
 * @param make Prepares the case.
 */
export async function keepPrepared(
  store: Store,
  key: string,
  make: () => Promise<PreparedCase>,
): Promise<PreparedReader> {
  const entry = await store.get(key, async () => contentOf(await make()));
  const { size, channels, placement, classes } = entry.notes as Notes;
  const places = Array.from({ length: (classes ?? 1) - 1 }, (_, i) => entry.shape(placesOf(i + 1))[0]);
  return {
    size,
    channels,
    placement,
    ...classes !== undefined && { places },
    placeOf: async (id, n) => (await entry.read(placesOf(id), "U32", { from: [n], size: [1] }))[0],
    async read({ from, size }) {
      const image = await entry.read("image", "F32", { from: [0, ...from], size: [channels, ...size] });
      return classes === undefined
        ? { image }
        : { image, labels: await entry.read("labels", "U8", { from, size }) };
    },
  };
}

/** A prepared case that is in memory, to be read like one that is not. */
export function preparedReader(prepared: PreparedCase): PreparedReader {
  const { size, channels, placement, image, labels, locations = [] } = prepared;
  return {
    size,
    channels,
    placement,
    ...labels && { places: locations.map(({ length }) => length) },
    placeOf: (id, n) => Promise.resolve(locations[id - 1][n]),
    read({ from, size: sides }) {
      if (!from.every((first, k) => first >= 0 && sides[k] >= 0 && first + sides[k] <= size[k])) {
        throw new RangeError(
          `Cannot read [${sides.join(", ")}] from [${from.join(", ")}] of a case of [${size.join(", ")}]`,
        );
      }
      const part = { image: cut(image, channels, size, { from, size: sides }) };
      return Promise.resolve(
        labels ? { ...part, labels: cut(labels, 1, size, { from, size: sides }) } : part,
      );
    },
  };
}

function contentOf({ size, channels, placement, image, labels, locations = [] }: PreparedCase): Content {
  const arrays: Record<string, Content["arrays"][string]> = {
    image: { shape: [channels, ...size], data: image },
  };
  if (!labels) return { arrays, notes: { size, channels, placement } satisfies Notes };
  arrays.labels = { shape: size, data: labels };
  for (const [i, data] of locations.entries()) arrays[placesOf(i + 1)] = { shape: [data.length], data };
  return { arrays, notes: { size, channels, placement, classes: locations.length + 1 } satisfies Notes };
}

/** Name of the array with the places of a class. */
function placesOf(id: number): string {
  return `places-${id}`;
}

function cut<T extends Float32Array | Uint8Array>(data: T, channels: number, size: Triple, box: Box): T {
  const [, height, width] = size, [d, h, w] = box.size;
  const out = new (data.constructor as new (length: number) => T)(channels * d * h * w);
  for (let row = 0; row < channels * d * h; row++) {
    const j = row % h + box.from[1], i = Math.floor(row / h) % d + box.from[0], c = Math.floor(row / (h * d));
    const start = ((c * size[0] + i) * height + j) * width + box.from[2];
    out.set(data.subarray(start, start + w), row * w);
  }
  return out;
}

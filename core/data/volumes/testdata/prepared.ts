import type { Triple } from "../../../volume/volume.ts";
import { stream } from "../../random.ts";
import { preparedReader } from "../keep_prepared.ts";
import type { Box, PreparedCase, PreparedReader } from "../prepared_case.ts";

/** A made-up prepared case with classes 1 and 2; the first channel of its image is 10 times the label. */
export function madeUpCase(size: Triple, channels = 1, seed = 0): PreparedCase {
  const random = stream("made up", seed, ...size), each = size[0] * size[1] * size[2];
  const labels = Uint8Array.from({ length: each }, () => random.uniform() < .5 ? 0 : 1 + random.integer(2));
  const image = Float32Array.from(
    { length: channels * each },
    (_, i) => i < each ? 10 * labels[i] : random.normal(),
  );
  const of = (id: number) => Uint32Array.from([...labels.keys()].filter((i) => labels[i] === id));
  return { size, channels, image, labels, locations: [of(1), of(2)], placement: placementOf(size) };
}

/** A reader that remembers what was read of it. */
export function watched(prepared: PreparedCase): { reader: PreparedReader; read: Box[] } {
  const reader = preparedReader(prepared), read: Box[] = [];
  return {
    read,
    reader: {
      ...reader,
      read(part) {
        read.push(part);
        return reader.read(part);
      },
    },
  };
}

function placementOf(size: Triple): PreparedCase["placement"] {
  const frame = {
    stored: size,
    axes: [2, 1, 0] as const,
    flipped: [false, false, false] as const,
    from: [0, 0, 0] as const,
    size,
    spacing: [1, 1, 1] as const,
  };
  return { frame, size };
}

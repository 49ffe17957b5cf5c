import { type Case, DataError, type Region } from "@dragsaw/core/data";
import { type CutMask, type MaskRule, toLabels } from "./mask.ts";
import { type Pixels, readPixels } from "./pixels.ts";

/** The files that are a case's truth. */
export function masksOf({ mask, masks }: Case): readonly string[] {
  return masks ?? (mask === undefined ? [] : [mask]);
}

/** Reads masks and joins their foreground. @throws {DataError} as `readMask`, and for masks of different sizes. */
export async function readMasks(
  files: readonly string[],
  rule: MaskRule,
  region?: Region,
): Promise<CutMask> {
  const pixels = await Promise.all(files.map((file) => readPixels(file, region)));
  return joinMasks(files, pixels, rule);
}

/** The joined foreground of decoded masks. @throws {DataError} */
export function joinMasks(files: readonly string[], pixels: readonly Pixels[], rule: MaskRule): CutMask {
  const [first, ...others] = pixels.map((one, i) => toLabels(files[i], one, rule));
  if (others.length === 0) return first;
  const { width, height } = first.labels, data = first.labels.data.slice();
  others.forEach(({ labels }, i) => {
    if (labels.width !== width || labels.height !== height) {
      const reason = `Expected the size of ${
        files[0]
      }, ${width} x ${height}, found ${labels.width} x ${labels.height}`;
      throw new DataError([{ kind: "size-mismatch", file: files[i + 1], reason }]);
    }
    for (let at = 0; at < data.length; at++) data[at] |= labels.data[at];
  });
  const all = [first, ...others];
  return {
    labels: { width, height, data },
    largest: Math.max(...all.map(({ largest }) => largest)),
    widened: Math.max(...all.map(({ widened }) => widened)),
  };
}

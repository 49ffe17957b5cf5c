import { DataError, type LabelMap } from "@dragsaw/core/data";
import { describeValues, histogram } from "./histogram.ts";
import { type Pixels, readPixels } from "./pixels.ts";
import { translate } from "./words.ts";

/** How a mask becomes labels. */
export interface MaskRule {
  /** `half`: at least half the range (128 of 255). `released`: above 0, as the paper's code does, which widens JPEG masks. */
  readonly threshold: "half" | "released";
  /** Defects to accept: `empty-mask`, `full-mask`, `grey-edges`. */
  readonly allow: ReadonlySet<string>;
}

/** Part of the pixels of a lossy mask that may be neither dark nor bright. */
const MOST_GREY = 0.1;
/** Channels of a stored grey picture differ by no more, in parts of the range. */
const COLOUR = 0.1;

/**
 * Reads a mask as labels 0 and 1.
 *
 * A mask without loss holds 0 and one other value, whichever (1, 255, 65535): half of its own range lies between. One with
 * loss (JPEG) has grey edges, which are expected and cut at half of the full range; so is any mask under `grey-edges`.
 *
 * @throws {DataError} for a file that cannot be decoded, and for a mask that is coloured, not two-valued, empty or full;
 * the values found are named.
 */
export async function readMask(file: string, rule: MaskRule): Promise<LabelMap> {
  return toLabels(file, await readPixels(file), rule).labels;
}

/** Labels, and what the values of the mask were. */
export interface CutMask {
  /** Classes 0 and 1. */
  readonly labels: LabelMap;
  /** Largest value found. */
  readonly largest: number;
  /** Foreground by the rule over foreground at half of the range; 1 for a mask of two values. */
  readonly widened: number;
}

/** The labels that {@linkcode readMask} makes of decoded pixels. @throws {DataError} as it does. */
export function toLabels(file: string, pixels: Pixels, rule: MaskRule): CutMask {
  const refuse = (kind: string, reason: string) => new DataError([{ kind, file, reason }]);
  const grey = toGrey(pixels);
  if (!grey) throw refuse("coloured-mask", "Expected a mask in grey, found colours");
  const { width, height, range, lossy } = pixels;
  const counts = histogram(grey, range);
  const soft = lossy || rule.allow.has("grey-edges");
  const reason = notTwoValued(counts, soft, range);
  if (reason) throw refuse("non-binary-mask", reason);
  const limit = rule.threshold === "released" || !soft ? 1 : (range + 1) / 2;
  const foreground = atLeast(counts, limit), total = grey.length;
  if (foreground === 0 && !rule.allow.has("empty-mask")) {
    const kind = soft && counts[1] > 0 && atLeast(counts, 2) === 0 ? "mask-stored-0-1" : "empty-mask";
    throw refuse(kind, emptyOr("full", "empty-mask", counts));
  }
  if (foreground === total && !rule.allow.has("full-mask")) {
    throw refuse("full-mask", emptyOr("empty", "full-mask", counts));
  }
  const data = translate(grey, new Uint8Array(range + 1).fill(1, limit));
  const half = atLeast(counts, (range + 1) / 2);
  return {
    labels: { width, height, data },
    largest: counts.findLastIndex((count) => count > 0),
    widened: soft && half > 0 ? foreground / half : 1,
  };
}

/** Pixels whose value is `limit` or more. */
function atLeast(counts: Uint32Array, limit: number): number {
  return counts.subarray(limit).reduce((sum, count) => sum + count, 0);
}

function emptyOr(other: "full" | "empty", allowance: string, counts: Uint32Array): string {
  const [found, missing] = other === "full" ? ["background", "foreground"] : ["foreground", "background"];
  return `Expected some ${missing}, found ${found} only, values ${
    describeValues(counts)
  }; "allow: [${allowance}]" accepts it`;
}

/** Why the values are not those of a mask; undefined when they are. */
function notTwoValued(counts: Uint32Array, soft: boolean, range: number): string | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (soft) {
    const middle = counts.subarray(range >> 2, range - (range >> 2)).reduce((sum, count) => sum + count, 0);
    if (middle <= MOST_GREY * total) return undefined;
    return `Expected a mask of dark and bright with grey edges only, found ${
      (100 * middle / total).toFixed(1)
    }% grey: ` +
      describeValues(counts);
  }
  const values = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (values === 1 || (values === 2 && counts[0] > 0)) return undefined;
  return `Expected a mask of 0 and one other value, found ${
    describeValues(counts)
  }; "allow: [grey-edges]" cuts it at half`;
}

/** One channel; undefined where channels differ by more than storing grey as colours explains. */
function toGrey({ data, channels, range, lossy }: Pixels): Uint8Array | Uint16Array | undefined {
  if (channels === 1) return data;
  const limit = lossy ? COLOUR * range : 0;
  const grey = data instanceof Uint8Array
    ? new Uint8Array(data.length / channels)
    : new Uint16Array(data.length / channels);
  for (let i = 0, p = 0; i < grey.length; i++, p += channels) {
    const r = data[p], g = data[p + 1], b = data[p + 2];
    if (Math.abs(r - g) > limit || Math.abs(g - b) > limit) return undefined;
    grey[i] = g;
  }
  return grey;
}

import {
  type Case,
  DataError,
  type Dataset,
  type Defect,
  reduceSample,
  type Split,
} from "@dragsaw/core/data";
import { readImage } from "../formats/image.ts";
import { type MaskRule, readMask } from "../formats/mask.ts";

/** A dataset of files, listed and paired. */
export interface PairedOptions {
  /** Name from the registry. */
  readonly name: string;
  /** Layout that was found, and where. */
  readonly source: string;
  /** Every case with its split. */
  readonly cases: readonly Case[];
  /** What listing found wrong. */
  readonly defects: readonly Defect[];
  /** How masks are read. */
  readonly rule: MaskRule;
  /** Names of background and foreground. */
  readonly classes: readonly string[];
}

/** A dataset over image and mask files. @throws {DataError} with every defect of the listing. */
export function pairedDataset({ name, source, cases, defects, rule, classes }: PairedOptions): Dataset {
  const all = [...defects, ...doubles(cases)];
  if (all.length > 0) throw new DataError(all);
  const bySplit = (split: Split) => cases.filter((item) => item.split === split);
  const lists = { train: bySplit("train"), val: bySplit("val"), test: bySplit("test") };
  const note = rule.threshold === "released"
    ? "; masks above 0 as in the released code, which widens those with grey edges"
    : "";
  return {
    name,
    source: source + note,
    classes,
    channels: 3,
    cases: (split) => lists[split],
    labels: (item) => readMask(item.mask!, rule),
    async load(item, atLeast) {
      const [image, labels] = await both(readImage(item.image), readMask(item.mask!, rule));
      if (image.width !== labels.width || image.height !== labels.height) {
        const found = `${labels.width} x ${labels.height}`;
        const reason =
          `Expected the size of its image, ${image.width} x ${image.height}, found ${found} (${item.image})`;
        throw new DataError([{ file: item.mask!, reason }]);
      }
      return atLeast ? reduceSample({ image, labels }, atLeast) : { image, labels };
    },
  };
}

/** An id in two splits would let a network see what it is tested on. */
function doubles(cases: readonly Case[]): Defect[] {
  const seen = new Map<string, Case>();
  return cases.flatMap((item) => {
    const other = seen.get(item.id);
    seen.set(item.id, item);
    if (!other) return [];
    return [{
      file: item.image,
      reason: `Expected the id "${item.id}" once, found ${other.image} (${other.split}) too`,
    }];
  });
}

/** Both results, or the defects of both. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === "fulfilled" && second.status === "fulfilled") return [first.value, second.value];
  const errors = [first, second].flatMap((result) => result.status === "rejected" ? [result.reason] : []);
  const other = errors.find((error) => !(error instanceof DataError));
  throw other ?? new DataError(errors.flatMap(({ defects }: DataError) => defects), { cause: errors[0] });
}

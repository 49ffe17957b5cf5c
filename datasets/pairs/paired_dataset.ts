import {
  type Case,
  DataError,
  type Dataset,
  type DatasetContext,
  type Defect,
  reduceLabels,
} from "@dragsaw/core/data";
import { type Channels, readReducedImage } from "../formats/image.ts";
import { masksOf, readMasks } from "../formats/joined_mask.ts";
import type { MaskRule } from "../formats/mask.ts";
import { examinePair } from "./examine_pair.ts";

/** A dataset of files, listed and paired. */
export interface PairedOptions {
  /** Name from the registry. */
  readonly name: string;
  /** Layout that was found, and where. */
  readonly source: string;
  /** Folder that holds it all. */
  readonly root?: string;
  /** Every case with its split. */
  readonly cases: readonly Case[];
  /** What listing found wrong. */
  readonly defects: readonly Defect[];
  /** How masks are read. */
  readonly rule: MaskRule;
  /** Names of background and foreground. */
  readonly classes: readonly string[];
  /** Channels of the images; 3 when absent. */
  readonly channels?: Channels;
  /** What the dataset is opened with, where defects of the listing are to be told instead of thrown. */
  readonly context?: DatasetContext;
}

/** A dataset over image and mask files. @throws {DataError} with every defect of the listing, unless the context is told them. */
export function pairedDataset(options: PairedOptions): Dataset {
  const { name, source, root, rule, classes, channels = 3 } = options;
  const note = rule.threshold === "released"
    ? "; masks above 0 as in the released code, which widens those with grey edges"
    : "";
  return {
    name,
    source: source + note,
    ...root !== undefined && { root },
    classes,
    channels,
    cases: usable(options),
    labels: async (item) => (await readMasks(masksOf(item), rule)).labels,
    examine: (item) => examinePair(item, rule, channels),
    async load(item, atLeast) {
      const [{ image, whole: [width, height] }, { labels }] = await both(
        readReducedImage(item.image, channels, atLeast),
        readMasks(masksOf(item), rule),
      );
      if (width !== labels.width || height !== labels.height) {
        const found = `${labels.width} x ${labels.height}`;
        const reason = `Expected the size of its image, ${width} x ${height}, found ${found} (${item.image})`;
        throw new DataError([{ kind: "size-mismatch", file: item.mask!, reason }]);
      }
      return { image, labels: atLeast ? reduceLabels(labels, atLeast) : labels };
    },
  };
}

/** Cases by split, without those whose id came before; that, and what the listing found, is thrown or told. */
export function usable(
  { cases, defects, context }: Pick<PairedOptions, "cases" | "defects" | "context">,
): Dataset["cases"] {
  const byId = new Map<string, Case>(), wrong = [...defects];
  for (const item of cases) {
    const other = byId.get(item.id);
    if (!other) byId.set(item.id, item);
    else {
      const reason = `Expected the id "${item.id}" once, found ${other.image} (${other.split}) too`;
      wrong.push({ kind: "duplicate-id", file: item.image, reason });
    }
  }
  if (wrong.length > 0 && !context?.onDefect) throw new DataError(wrong);
  wrong.forEach((defect) => context!.onDefect!(defect));
  const bySplit = Object.groupBy(byId.values(), ({ split }) => split);
  return (split) => bySplit[split] ?? [];
}

/** Both results, or the defects of both. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === "fulfilled" && second.status === "fulfilled") return [first.value, second.value];
  const errors = [first, second].flatMap((result) => result.status === "rejected" ? [result.reason] : []);
  const other = errors.find((error) => !(error instanceof DataError));
  throw other ?? new DataError(errors.flatMap(({ defects }: DataError) => defects), { cause: errors[0] });
}

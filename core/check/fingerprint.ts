import type { Split } from "../data/dataset.ts";
import { textHash } from "./content_hash.ts";
import type { Entry } from "./entry.ts";
import { type ChannelStatistics, pooled } from "./statistics.ts";

/** Least, mean and most of a number over cases. */
export interface Spread {
  /** Smallest. */
  readonly least: number;
  /** Mean. */
  readonly mean: number;
  /** Largest. */
  readonly most: number;
}

/** One split in numbers. */
export interface SplitFingerprint {
  /** Cases in it. */
  readonly cases: number;
  /** Patients, where the dataset knows them. */
  readonly patients?: number;
  /** Hash of its ids and of the content of images and masks. */
  readonly content: string;
  /** Part of each class in its masks, mean over cases, by id. */
  readonly classes: readonly number[];
}

/** What a dataset is, in numbers: two with the same `content` hold the same pixels in the same splits. */
export interface Fingerprint {
  /** Hash over the splits. */
  readonly content: string;
  /** Datasets, and where they come from. */
  readonly sources: readonly string[];
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Splits that have cases. */
  readonly splits: Readonly<Partial<Record<Split, SplitFingerprint>>>;
  /** Images by how they are stored, as `jpeg, 3 channels, 8 bits`. */
  readonly stored: Readonly<Record<string, number>>;
  /** Images by size, the most frequent ten, as `1022 x 767`. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Sizes that there are. */
  readonly differentSizes: number;
  /** Distance of voxels along each axis, mm; of volumes. */
  readonly spacing?: readonly Spread[];
  /** Intensities by channel, over all images as they are read. */
  readonly channels: readonly ChannelStatistics[];
  /** Part of foreground in a mask; absent without masks. */
  readonly foreground?: Spread;
}

/** The fingerprint of cases that were read. */
export async function fingerprintOf(entries: readonly Entry[]): Promise<Fingerprint> {
  const datasets = [...new Set(entries.map(({ dataset }) => dataset))];
  const splits: Partial<Record<Split, SplitFingerprint>> = {};
  for (const split of ["train", "val", "test"] as const) {
    const own = entries.filter(({ item }) => item.split === split);
    if (own.length > 0) splits[split] = await splitOf(own);
  }
  const images = entries.flatMap(({ record }) => record.image ? [record.image] : []);
  const sizes = tally(images.map(({ stored }) => stored.size.join(" x ")));
  const spacings = images.flatMap(({ spacing }) => spacing ? [spacing] : []);
  const shares = entries.flatMap(({ record }) => record.mask ? [foreground(record.mask.classes)] : []);
  const most = Math.max(0, ...images.map(({ channels }) => channels.length));
  return {
    content: await textHash(
      Object.entries(splits).map(([name, { content }]) => `${name} ${content}`).join("\n"),
    ),
    sources: datasets.map(({ name, source }) => source ? `${name}: ${source}` : name),
    classes: datasets[0]?.classes ?? [],
    splits,
    stored: Object.fromEntries(tally(images.map(({ stored }) => describe(stored)))),
    sizes: Object.fromEntries(sizes.slice(0, 10)),
    differentSizes: sizes.length,
    ...spacings.length > 0 && { spacing: [0, 1, 2].map((axis) => spread(spacings.map((s) => s[axis]))) },
    channels: Array.from(
      { length: most },
      (_, c) => pooled(images.flatMap(({ channels }) => channels[c] ? [channels[c]] : [])),
    ),
    ...shares.length > 0 && { foreground: spread(shares) },
  };
}

async function splitOf(entries: readonly Entry[]): Promise<SplitFingerprint> {
  const lines = entries.map(({ item: { id }, record: { image, mask } }) =>
    `${id} ${image?.content ?? "-"} ${mask?.content ?? "-"}`
  );
  const masks = entries.flatMap(({ record }) => record.mask ? [record.mask.classes] : []);
  const ids = Math.max(0, ...masks.map(({ length }) => length));
  const patients = new Set(entries.map(({ item }) => item.patient).filter((name) => name !== undefined));
  return {
    cases: entries.length,
    ...patients.size > 0 && { patients: patients.size },
    content: await textHash(lines.sort().join("\n")),
    classes: Array.from(
      { length: ids },
      (_, id) => masks.reduce((sum, counts) => sum + (counts[id] ?? 0) / total(counts), 0) / masks.length,
    ),
  };
}

function describe(
  { format, channels, bits, palette }: { format: string; channels: number; bits: number; palette: boolean },
) {
  const kind = palette ? "palette" : `${channels} channel${channels === 1 ? "" : "s"}`;
  return `${format || "made"}, ${kind}, ${bits} bits`;
}

/** How often each text occurs, the most frequent first. */
function tally(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function foreground(counts: readonly number[]): number {
  return 1 - (counts[0] ?? 0) / total(counts);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { least: sorted[0], mean, most: sorted[sorted.length - 1] };
}

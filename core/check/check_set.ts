import type { Dataset, Defect } from "../data/dataset.ts";
import { type Entry, grouped, imageDefect } from "./entry.ts";

/** What can only be seen beside the other cases of the same dataset. */
export function checkSet(entries: readonly Entry[]): Defect[] {
  return [...new Set(entries.map(({ dataset }) => dataset))].flatMap((dataset) => {
    const own = entries.filter((entry) => entry.dataset === dataset);
    return [...oddChannels(own), ...oddMaskValues(own, dataset), ...classGaps(own, dataset)];
  });
}

/** Images stored with other channels than most; those that are transparent were told already, and a palette has none. */
function oddChannels(entries: readonly Entry[]): Defect[] {
  const channels = ({ record: { image } }: Entry) =>
    image && !image.stored.transparent && !image.stored.palette ? String(image.stored.channels) : undefined;
  const groups = grouped(entries, channels);
  const [usual, ...others] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return others.flatMap(([channels, odd]) =>
    odd.map((entry) =>
      imageDefect(
        entry,
        "wrong-channels",
        `Expected ${describe(usual[0])}, as ${usual[1].length} of ${entries.length} images have, found ${
          describe(channels)
        }`,
      )
    )
  );
}

const CHANNELS: Readonly<Record<string, string>> = {
  1: "grey",
  2: "grey and alpha",
  3: "RGB",
  4: "RGBA or CMYK",
};

function describe(channels: string): string {
  return `${channels} channel${channels === "1" ? "" : "s"}${
    CHANNELS[channels] ? ` (${CHANNELS[channels]})` : ""
  }`;
}

/** Masks of two classes whose foreground is 1 among masks with 255, or the other way. */
function oddMaskValues(entries: readonly Entry[], { classes }: Dataset): Defect[] {
  if (classes.length !== 2) return [];
  const ids: Entry[] = [], ranges: Entry[] = [];
  for (const entry of entries) {
    const largest = entry.record.mask?.largest;
    if (largest === 1) ids.push(entry);
    else if (largest === 255 || largest === 65535) ranges.push(entry);
  }
  const few = ids.length < ranges.length ? ids : ranges, many = few === ids ? ranges : ids;
  return few.map((entry) => {
    const { largest } = entry.record.mask!, kind = largest === 1 ? "mask-stored-0-1" : "mask-stored-0-255";
    const reason =
      `Expected 0 and ${largest === 1 ? 255 : 1}, as ${many.length} of ${entries.length} masks hold, ` +
      `found 0 and ${largest}`;
    return { kind, file: entry.item.mask ?? entry.item.id, reason };
  });
}

/** Classes that no mask of the training split has, told once. */
function classGaps(entries: readonly Entry[], { classes, name }: Dataset): Defect[] {
  const masks = entries.flatMap(({ item, record }) =>
    item.split === "train" && record.mask ? [record.mask.classes] : []
  );
  if (masks.length === 0) return [];
  const missing = classes.flatMap((label, id) =>
    id > 0 && masks.every((counts) => !counts[id]) ? [`${id} (${label})`] : []
  );
  // All of them missing: every mask is empty, which is told of each
  if (missing.length === 0 || missing.length === classes.length - 1) return [];
  const reason = `Expected every class in the ${masks.length} training masks, found none of class ${
    missing.join(", ")
  }`;
  return [{ kind: "label-gap", file: entries[0].dataset.root ?? name, reason }];
}

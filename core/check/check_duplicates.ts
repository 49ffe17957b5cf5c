import type { Defect } from "../data/dataset.ts";
import { type Entry, grouped, imageDefect, named } from "./entry.ts";
import { nearDuplicates } from "./near_duplicates.ts";

/** Ids, images and masks that occur twice. */
export function checkDuplicates(entries: readonly Entry[]): Defect[] {
  return [...sameId(entries), ...sameImage(entries), ...alikeImages(entries), ...sameMask(entries)];
}

function sameId(entries: readonly Entry[]): Defect[] {
  return [...new Set(entries.map(({ dataset }) => dataset))].flatMap((dataset) => {
    const own = entries.filter((entry) => entry.dataset === dataset);
    return [...grouped(own, ({ item }) => item.id).values()].flatMap(([first, ...others]) =>
      others.map((other) =>
        imageDefect(
          other,
          "duplicate-id",
          `Expected the id "${other.item.id}" once, found ${named(first)} too`,
        )
      )
    );
  });
}

/** Every image after the first of its content. */
function sameImage(entries: readonly Entry[]): Defect[] {
  return [...grouped(entries, ({ record }) => record.image?.content).values()].flatMap(([first, ...others]) =>
    others.map((other) => {
      const elsewhere = [first, ...others].find(({ item }) => item.split !== other.item.split);
      const kind = elsewhere ? "duplicate-across-splits" : "duplicate-image";
      return imageDefect(
        other,
        kind,
        `Expected each image once, found the same pixels in ${named(elsewhere ?? first)}`,
      );
    })
  );
}

/** Images of different splits that look alike and are not the same: those were told already. */
function alikeImages(entries: readonly Entry[]): Defect[] {
  const looks = entries.map(({ record }) => record.image?.look);
  const compare = (a: number, b: number) =>
    entries[a].item.split !== entries[b].item.split &&
    entries[a].record.image!.content !== entries[b].record.image!.content;
  return nearDuplicates(looks, compare).map(({ first, second, distance, turn }) =>
    imageDefect(
      entries[second],
      "near-duplicate-across-splits",
      `Expected pictures of different things in different splits, found it like ${
        named(entries[first])
      }, ${turn} ` +
        `(${distance} of 255 signs differ)`,
    )
  );
}

/** Different images with one mask; masks of one class only are the same by nature. */
function sameMask(entries: readonly Entry[]): Defect[] {
  const content = ({ record: { mask, image } }: Entry) =>
    image && mask && mask.classes.filter((count) => count > 0).length > 1 ? mask.content : undefined;
  return [...grouped(entries, content).values()].flatMap(([first, ...others]) =>
    others.filter(({ record }) => record.image!.content !== first.record.image!.content).map((other) => ({
      kind: "duplicate-mask",
      file: other.item.mask ?? other.item.id,
      reason: `Expected a mask of its own, found that of ${named(first)}`,
    }))
  );
}

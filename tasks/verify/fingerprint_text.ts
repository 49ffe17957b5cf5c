import type { Fingerprint } from "@dragsaw/core/check";
import { countText } from "../shared/findings_text.ts";

/** Sizes that are named. */
const SIZES = 4;

/** A fingerprint as lines of a table. */
export function fingerprintText(print: Fingerprint): string[] {
  const row = (name: string, value: string) => `  ${name.padEnd(14)}${value}`;
  const { splits, classes, stored, sizes, differentSizes, spacing, channels, foreground } = print;
  const frequent = Object.fromEntries(Object.entries(sizes).slice(0, SIZES));
  const more = differentSizes - Object.keys(frequent).length;
  return [
    `Fingerprint ${print.content}`,
    ...print.sources.map((source) => row("source", source)),
    ...Object.entries(splits).map(([name, { cases, patients, classes: shares }]) => {
      const who = patients === undefined ? "" : `, ${countText(patients, "patient")}`;
      const parts = shares.map((share, id) => `${classes[id] ?? id} ${percent(share)}`);
      return row(name, `${countText(cases, "case")}${who}${parts.length > 0 ? `; ${parts.join(", ")}` : ""}`);
    }),
    row("stored", counted(stored)),
    row("size", counted(frequent) + (more > 0 ? ` and ${more} more sizes` : "")),
    ...spacing
      ? [
        row(
          "voxels",
          spacing.map(({ least, most }) => least === most ? short(least) : `${short(least)}-${short(most)}`)
            .join(" x ") + " mm",
        ),
      ]
      : [],
    ...channels.map(({ mean, deviation, least, most }, c) =>
      row(`channel ${c + 1}`, `${short(mean)} +- ${short(deviation)}, from ${short(least)} to ${short(most)}`)
    ),
    ...foreground
      ? [
        row(
          "foreground",
          `${percent(foreground.mean)} of an image, from ${percent(foreground.least)} to ${
            percent(foreground.most)
          }`,
        ),
      ]
      : [],
  ];
}

/** Names with how often they occur, where they are several. */
function counted(names: Readonly<Record<string, number>>): string {
  const all = Object.entries(names);
  return all.map(([name, count]) => all.length === 1 ? name : `${name} (${count})`).join(", ") ||
    "nothing could be read";
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

const short = (value: number): string => String(+value.toPrecision(4));

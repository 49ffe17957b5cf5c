import type { Defect } from "../data/dataset.ts";
import type { StoredPicture } from "../data/examination.ts";
import type { Seen } from "./seen.ts";

/** Endings of file names by format; others are not judged. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  jpeg: ["jpg", "jpeg", "jpe", "jfif"],
  png: ["png"],
  bmp: ["bmp", "dib"],
  tiff: ["tif", "tiff"],
  webp: ["webp"],
  gif: ["gif"],
};

/** The usual ending of file names of a format; undefined for formats that are not judged by name. */
export function endingOf(format: string): string | undefined {
  return ENDINGS[format]?.[0];
}

/** What is odd about a file's format and about an image's values. */
export function checkImage({ item, image, mask, channels }: Seen): Defect[] {
  const defects: Defect[] = [];
  const add = (kind: string, reason: string, file = image?.stored.file || item.id) =>
    defects.push({ kind, file, reason });
  for (const stored of [image?.stored, mask?.stored]) {
    const wanted = stored && wrongEnding(stored);
    if (wanted) {
      add(
        "wrong-extension",
        `Expected the ending .${wanted}, as the content is ${stored.format}`,
        stored.file,
      );
    }
  }
  if (!image || !channels) return defects;
  const { bits, palette, transparent } = image.stored;
  if (transparent) add("transparent-image", "Expected an opaque image, found transparent pixels");
  if (bits === 16 && !("affine" in image.pixels)) {
    const values = channels.map(({ least, most }) => `${least} to ${most}`);
    add("sixteen-bit", `Expected 8 bits, found 16: read as ${[...new Set(values)].join(", ")} of 0 to 255`);
  }
  if (palette) add("palette-image", "Expected true colours, found a table of at most 256");
  const broken = channels.reduce((sum, channel) => sum + channel.broken, 0);
  if (broken > 0) add("not-finite", `Expected finite values only, found ${broken} that are NaN or infinite`);
  else if (channels.every(({ least, most }) => least === most)) {
    add(
      "constant-image",
      `Expected a picture, found one colour: ${channels.map(({ least }) => least).join(", ")}`,
    );
  }
  return defects;
}

/** The ending that fits the content, where the name has that of another format. */
function wrongEnding({ file, format }: StoredPicture): string | undefined {
  const fitting = ENDINGS[format], ending = /\.(\w+)$/.exec(file)?.[1].toLowerCase();
  if (!fitting || !ending || fitting.includes(ending)) return undefined;
  return Object.values(ENDINGS).some((endings) => endings.includes(ending)) ? fitting[0] : undefined;
}

import { writeAtomic } from "@dragsaw/core";
import { endingOf, type Finding } from "@dragsaw/core/check";
import { readPicture } from "@dragsaw/datasets";
import { encodePng } from "@dragsaw/reports";
import { basename, dirname, exists } from "../shared/paths.ts";
import { uprightExif } from "./upright_exif.ts";

/** Mends one file. @returns What was done, or why nothing was. */
type Fix = (file: string) => Promise<string>;

/** What is mended, by kind: nothing that takes a guess, and nothing without a way back. */
const FIXES: Readonly<Record<string, Fix>> = {
  "wrong-extension": rename,
  "mask-stored-0-1": stretch,
  "exif-rotation": setUpright,
};

/** Mends what can safely be mended. @returns A line for each finding that it tried. */
export async function fixAll(findings: readonly Finding[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { kind, file } of findings) {
    if (Object.hasOwn(FIXES, kind)) lines.push(`${kind}: ${file}: ${await FIXES[kind](file)}`);
  }
  return lines;
}

async function rename(file: string): Promise<string> {
  const ending = endingOf((await readPicture(file)).stored.format);
  if (!ending) return "left alone: its content has no usual ending";
  const better = file.replace(/\.\w+$/, `.${ending}`);
  if (await exists(better)) return `left alone: ${basename(better)} is there already`;
  await Deno.rename(file, better);
  return `renamed to ${basename(better)}`;
}

/** Writes a PNG of 0 and 1 as one of 0 and 255. */
async function stretch(file: string): Promise<string> {
  const { stored: { format, palette, bits }, pixels: { width, height, channels, data } } = await readPicture(
    file,
  );
  const plain = format === "png" && !palette && bits === 8 && channels === 1 &&
    data.every((value) => value <= 1);
  if (!plain) return "left alone: only a grey PNG of 8 bits is rewritten";
  const bright = Uint8Array.from(data, (value) => 255 * value);
  return await replace(
    file,
    await encodePng({ width, height, channels: 1, data: bright }),
    "written as 0 and 255",
  );
}

async function setUpright(file: string): Promise<string> {
  const upright = uprightExif(await Deno.readFile(file));
  if (!upright) return "left alone: found no EXIF orientation of a JPEG";
  return await replace(file, upright, "orientation set to upright");
}

/** Writes new bytes, with the old file beside as `.NAME.orig`, which listings pass over. */
async function replace(file: string, bytes: Uint8Array, done: string): Promise<string> {
  const backup = `${dirname(file)}/.${basename(file)}.orig`;
  if (await exists(backup)) return `left alone: ${basename(backup)} of an earlier fix is there`;
  await Deno.copyFile(file, backup);
  await writeAtomic(file, bytes);
  return `${done}; the original is ${basename(backup)}`;
}

import { readDicomSeries, readVolume } from "@dragsaw/datasets";
import type { Volume } from "@dragsaw/core/volume";
import type { Arguments } from "../shared/command.ts";
import { basename } from "../shared/paths.ts";
import { overlaysOf } from "./overlays.ts";
import { readLabels } from "./read_labels.ts";

/** Reads what the command line names. @returns The image, and it with what lies over it, for a page. */
export async function readShown(
  args: Arguments,
): Promise<{ image: Volume; shown: ReturnType<typeof overlaysOf> }> {
  const [file, ...files] = args.positional, image = await readImage(file), segmentations = [];
  for (const one of files) {
    const folder = basename(one.replace(/\/[^/]*$/, ""));
    const title = files.length > 1 ? `${folder}/${nameOf(one)}` : "Segmentation";
    segmentations.push({ title, labels: await readLabels(one) });
  }
  const truth = args.get("truth"), uncertainty = args.get("uncertainty");
  const shown = overlaysOf({
    image,
    segmentations,
    truth: truth === undefined ? undefined : await readLabels(truth),
    uncertainty: uncertainty === undefined ? undefined : await readVolume(uncertainty),
    classes: ["background", ...args.get("classes")?.split(",").map((one) => one.trim()) ?? []],
  });
  return { image, shown };
}

/** What a file's volume is called: its name without what says the format. */
export function nameOf(file: string): string {
  return basename(file.replace(/\/+$/, "")).replace(/\.gz$/i, "").replace(
    /\.(nii|hdr|img|nrrd|nhdr|mha|mhd)$/i,
    "",
  );
}

async function readImage(file: string): Promise<Volume> {
  const { isDirectory } = await Deno.stat(file);
  return await (isDirectory ? readDicomSeries(file) : readVolume(file));
}

import type { Volume } from "@dragsaw/core/volume";
import { writeAtomic } from "@dragsaw/core";
import { readDicomSeries, readVolume } from "@dragsaw/datasets";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { basename } from "./shared/paths.ts";
import { loadNiivue } from "./view/load_niivue.ts";
import { overlaysOf } from "./view/overlays.ts";
import { readLabels } from "./view/read_labels.ts";
import { volumePage } from "./view/volume_page.ts";

/** The task. */
export const command: Command = {
  name: "view",
  summary:
    "Writes one HTML file to look at a volume in: three planes and 3D, with segmentations, truth, errors and\n" +
    "uncertainty over it. It needs no other file, no server and no network. Takes every format that predict takes;\n" +
    "of several channels the first is shown.",
  usage: "IMAGE [SEGMENTATION...] [options]",
  positional: [1, 8],
  flags: {
    truth: {
      kind: "string",
      value: "FILE",
      help: "Class ids that are right: also shows where the first is wrong",
    },
    uncertainty: {
      kind: "string",
      value: "FILE",
      help: "Values from 0 to 1, as predict --uncertainty writes",
    },
    classes: { kind: "string", value: "A,B,...", help: "Names of the classes from 1 on" },
    out: { kind: "string", value: "FILE", help: "Where it goes; NAME.html of the image unless given" },
  },
  examples: [
    "scan.nii.gz out/scan.nii.gz --uncertainty out/uncertainty/scan.nii.gz",
    "imagesTr/hippocampus_001.nii.gz --truth labelsTr/hippocampus_001.nii.gz --classes anterior,posterior",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [file, ...files] = args.positional, name = nameOf(file), out = args.get("out") ?? `${name}.html`;
  if (!/\.html?$/i.test(out)) throw new UsageError(`--out is "${out}", wanted a name that ends in .html`);
  const image = await readImage(file), segmentations = [];
  for (const one of files) {
    const title = files.length > 1
      ? `${basename(one.replace(/\/[^/]*$/, ""))}/${nameOf(one)}`
      : "Segmentation";
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
  const about = `${image.size.join(" × ")} voxels of ${
    image.spacing.map((mm) => Number(mm.toPrecision(4))).join(" × ")
  } mm`;
  const html = volumePage({ title: name, about, links: [], ...shown }, await loadNiivue());
  await writeAtomic(out, html);
  print(`Page: ${out}, ${(html.length / 1e6).toFixed(1)} MB`);
  return 0;
}

async function readImage(file: string): Promise<Volume> {
  const { isDirectory } = await Deno.stat(file);
  return await (isDirectory ? readDicomSeries(file) : readVolume(file));
}

function nameOf(file: string): string {
  return basename(file.replace(/\/+$/, "")).replace(/\.gz$/i, "").replace(
    /\.(nii|hdr|img|nrrd|nhdr|mha|mhd)$/i,
    "",
  );
}

if (import.meta.main) await main(command);

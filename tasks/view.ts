import { writeAtomic } from "@dragsaw/core";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { loadNiivue } from "./view/load_niivue.ts";
import { nameOf, readShown } from "./view/read_shown.ts";
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
  const name = nameOf(args.positional[0]), out = args.get("out") ?? `${name}.html`;
  if (!/\.html?$/i.test(out)) throw new UsageError(`--out is "${out}", wanted a name that ends in .html`);
  const { image, shown } = await readShown(args);
  const spacing = image.spacing.map((mm) => Number(mm.toPrecision(4)));
  const about = `${image.size.join(" × ")} voxels of ${spacing.join(" × ")} mm`;
  const html = volumePage({ title: name, about, links: [], ...shown }, await loadNiivue());
  await writeAtomic(out, html);
  print(`Page: ${out}, ${(html.length / 1e6).toFixed(1)} MB`);
  return 0;
}

if (import.meta.main) await main(command);

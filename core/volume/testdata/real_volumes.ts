/** Real volumes beside a developer's checkout; never part of the project. */
const REAL = new URL("../../../../shared/data/", import.meta.url).pathname;
const FOLDERS = [
  "Task04_Hippocampus",
  "brats2013_deepmedic",
  "la2018_left_atrium",
  "msd_task09_spleen_crop",
  "pyradiomics",
  "spinalcord",
];

/** Paths of all real NIfTI files, images and labels; none where the folder is not there. */
export function realVolumes(): string[] {
  return FOLDERS.flatMap((folder) =>
    ["imagesTr", "labelsTr", "brainmask"].flatMap((part) => names(`${REAL}${folder}/${part}`))
  ).filter((path) => path.endsWith(".nii.gz"));
}

function names(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`).sort();
  } catch {
    return [];
  }
}

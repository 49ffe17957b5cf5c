import type { Case, VolumeSample, VolumeSource } from "@dragsaw/core/data";
import { readNifti } from "@dragsaw/core/volume";

/** Real volumes beside a developer's checkout; never part of the project. */
const REAL = new URL("../../../../../shared/data/", import.meta.url).pathname;
/** Whether they are missing. */
export const ignore = !exists(`${REAL}README.md`);
/** For the end of a test's name. */
export const reason = ignore ? ` [no real volumes in ${REAL}]` : "";

/** Cases of a folder with imagesTr and labelsTr, their labels as whole numbers. */
export function realVolumes(
  folder: string,
  channels: readonly string[] = ["MRI"],
): { cases: Case[]; source: VolumeSource } {
  const root = `${REAL}${folder}`;
  const ids = [...Deno.readDirSync(`${root}/labelsTr`)].map(({ name }) => name).sort();
  const cases = ids.map((name): Case => {
    const id = name.replace(".nii.gz", "");
    const file = (c: number) => `${root}/imagesTr/${id}${channels.length > 1 ? `_000${c}` : ""}.nii.gz`;
    const files = channels.map((_, c) => file(c));
    return { id, split: "train", image: files[0], files, mask: `${root}/labelsTr/${name}` };
  });
  const load = async ({ files = [], mask = "" }: Case): Promise<VolumeSample> => {
    const images = await Promise.all(files.map((file) => readNifti(file))), truth = await readNifti(mask);
    return { images, labels: { ...truth, data: Uint8Array.from(truth.data as Float32Array) } };
  };
  return { cases, source: { channels, load } };
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

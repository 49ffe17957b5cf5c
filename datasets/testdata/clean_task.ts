import { write } from "./files.ts";
import { writeVolume } from "./volumes.ts";

/** Cases of a clean task: the first two train, the third validates. */
export const CASES: readonly string[] = ["h1", "h2", "h3"];

/** A case as dataset.json lists it. */
export const listed = (id: string, ending = ".nii.gz") => ({
  image: `./imagesTr/${id}${ending}`,
  label: `./labelsTr/${id}.nii.gz`,
});

/** Voxels of a case's image: like no other's. */
export function imageData(id: string): Float32Array {
  return Float32Array.from({ length: 24 }, (_, at) => (at * 7 + CASES.indexOf(id)) % 11);
}

/** Voxels of a case's truth: two classes, and more background from case to case. */
export function labelData(id: string): Uint8Array {
  return Uint8Array.from({ length: 24 }, (_, at) => at < 3 + 2 * CASES.indexOf(id) ? 0 : at % 3);
}

/** Writes dataset.json with `changes`. */
export async function writeJson(root: string, changes: Record<string, unknown> = {}): Promise<void> {
  const all = {
    name: "task",
    modality: { 0: "MRI" },
    labels: { 0: "background", 1: "front", 2: "back" },
    numTraining: CASES.length,
    numTest: 0,
    training: CASES.map((id) => listed(id)),
    test: [],
    ...changes,
  };
  await write(`${root}/dataset.json`, JSON.stringify(all));
}

/** Writes splits_final.json: one fold. */
export async function writeFold(root: string, train: readonly string[], val: readonly string[]) {
  await write(`${root}/splits_final.json`, JSON.stringify([{ train, val }]));
}

/** Writes a task of the decathlon without any defect. */
export async function writeCleanTask(root: string): Promise<void> {
  for (const id of CASES) {
    await writeVolume(`${root}/imagesTr/${id}.nii.gz`, { data: imageData(id) });
    await writeVolume(`${root}/labelsTr/${id}.nii.gz`, { data: labelData(id) });
  }
  await writeJson(root);
  await writeFold(root, CASES.slice(0, 2), CASES.slice(2));
}

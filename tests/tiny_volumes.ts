/**
 * A task of the decathlon so small that a training takes seconds: spheres in noise, two classes.
 *
 * @module
 */
import { stream } from "@dragsaw/core/data";
import { geometry, writeNifti } from "@dragsaw/core/volume";

/** Steps of a tiny training unless set otherwise. */
export const STEPS = 12;

/** Voxels along x, y and z. */
const SIZE = [14, 16, 12] as const;

/** A config of its own, over `configs/base/volumes.yaml`. */
const TINY = (root: string) => `
extends: ${new URL("../configs/base/volumes.yaml", import.meta.url).pathname}
dataset: { type: decathlon, root: ${root}, folds: { count: 3, fold: 0, seed: 1 } }
precision: float32
model: { type: unet3d, baseWidth: 4 }
losses: { segmentation: { type: dice-cross-entropy } }
refine: []
optimizer: { type: sgd, rate: 0.01, momentum: 0.9, nesterov: true }
schedule: { type: poly, per: step }
train: { steps: ${STEPS}, stepsPerEpoch: 4, batchSize: 2, validateEvery: 2, saveEvery: 5, logEvery: 1 }
evaluate: { metrics: [dice, hd95], mirror: false }
reports: [summary, csv]
`;

/** Writes the tiny task and its config into `folder`. @returns The config's path. */
export async function writeTinyVolumes(folder: string, cases = 6): Promise<string> {
  const root = `${folder}/Task99_Tiny`, ids = Array.from({ length: cases }, (_, i) => `tiny_${i}`);
  for (const sub of ["imagesTr", "labelsTr"]) await Deno.mkdir(`${root}/${sub}`, { recursive: true });
  for (const [i, id] of ids.entries()) await writeCase(root, id, i);
  const listed = ids.map((id) => ({ image: `./imagesTr/${id}.nii.gz`, label: `./labelsTr/${id}.nii.gz` }));
  const json = {
    name: "tiny",
    modality: { 0: "MRI" },
    labels: { 0: "background", 1: "inner", 2: "outer" },
    numTraining: cases,
    numTest: 0,
    training: listed,
    test: [],
  };
  await Deno.writeTextFile(`${root}/dataset.json`, JSON.stringify(json));
  const file = `${folder}/tiny.yaml`;
  await Deno.writeTextFile(file, TINY(root));
  return file;
}

/** A sphere of class 1 in a shell of class 2, brighter towards the middle; voxels are 1 x 1 x 1.5 mm. */
async function writeCase(root: string, id: string, i: number): Promise<void> {
  const random = stream("tiny volumes", id), [width, height, depth] = SIZE;
  const middle = [6 + i % 3, 7 + i % 2, 5 + i % 2], voxels = width * height * depth;
  const labels = new Uint8Array(voxels), image = new Float32Array(voxels);
  for (let at = 0; at < voxels; at++) {
    const x = at % width, y = Math.floor(at / width) % height, z = Math.floor(at / (width * height));
    const apart = Math.hypot(x - middle[0], y - middle[1], 1.5 * (z - middle[2]));
    labels[at] = apart < 2.5 ? 1 : apart < 4.5 ? 2 : 0;
    image[at] = 100 + 60 * [0, 2, 1][labels[at]] + 10 * random.normal();
  }
  const place = geometry([...SIZE], [1, 0, 0, -7, 0, 1, 0, -8, 0, 0, 1.5, -9]);
  await writeNifti(`${root}/imagesTr/${id}.nii.gz`, { ...place, channels: 1, data: image });
  await writeNifti(`${root}/labelsTr/${id}.nii.gz`, { ...place, channels: 1, data: labels });
}

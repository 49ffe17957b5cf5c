import { stream } from "@dragsaw/core/data";
import { geometry, writeNifti } from "@dragsaw/core/volume";

/** Voxels along x, y and z. */
const SIZE = [20, 24, 16] as const;

/** Class names by their value in the files. */
const LABELS = { background: 0, core: 1, shell: 2 };

/** Writes made-up volumes as nnUNet_raw has them, an eighth more without truth as `imagesTs`: balls in shells, in noise. */
export async function writeVolumes(folder: string, count: number): Promise<void> {
  for (const name of ["imagesTr", "labelsTr", "imagesTs"]) {
    await Deno.mkdir(`${folder}/${name}`, { recursive: true });
  }
  const tests = Math.ceil(count / 8);
  for (let i = 0; i < count + tests; i++) {
    const id = `ball_${String(i).padStart(3, "0")}`, { image, labels } = draw(i);
    const place = { ...geometry([...SIZE], [1, 0, 0, -10, 0, 1, 0, -12, 0, 0, 1.5, -12]), channels: 1 };
    await writeNifti(`${folder}/images${i < count ? "Tr" : "Ts"}/${id}_0000.nii.gz`, {
      ...place,
      data: image,
    });
    if (i < count) await writeNifti(`${folder}/labelsTr/${id}.nii.gz`, { ...place, data: labels });
  }
  const json = { channel_names: { 0: "MRI" }, labels: LABELS, numTraining: count, file_ending: ".nii.gz" };
  await Deno.writeTextFile(`${folder}/dataset.json`, `${JSON.stringify(json, null, 2)}\n`);
}

/** A ball of class 1 in a shell of class 2, brighter towards the middle. */
function draw(i: number): { image: Float32Array; labels: Uint8Array } {
  const random = stream("example volumes", i), [width, height, depth] = SIZE, voxels = width * height * depth;
  const middle = [8, 9, 6].map((at) => at + random.between(0, 4)), radius = random.between(2.5, 4);
  const labels = new Uint8Array(voxels), image = new Float32Array(voxels);
  for (let at = 0; at < voxels; at++) {
    const place = [at % width, Math.floor(at / width) % height, Math.floor(at / (width * height))];
    const apart = Math.hypot(...place.map((x, axis) => (axis === 2 ? 1.5 : 1) * (x - middle[axis])));
    labels[at] = apart < radius ? 1 : apart < radius + 2.5 ? 2 : 0;
    image[at] = 100 + [0, 120, 60][labels[at]] + 10 * random.normal();
  }
  return { image, labels };
}

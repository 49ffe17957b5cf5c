import { geometry, readNifti, type Volume, writeNifti } from "@dragsaw/core/volume";
import { writeVolume } from "@dragsaw/datasets";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dicomBytes } from "../datasets/formats/volume/dicom/testdata/dicom_bytes.ts";
import { mustRun, runTask } from "./cli.ts";
import { filesIn, sha256, withFolder } from "./tiny.ts";
import { writeTinyVolumes } from "./tiny_volumes.ts";

/** Axes turned, mirrored and oblique; sizes that are neither a patch nor equal. */
const AFFINE = [0, .02, 1.5, -7.123456, -1, 0, .01, 8.1, 0, -1.25, 0, 3];

function noise(size: readonly [number, number, number], change: Partial<Volume> = {}): Volume {
  const data = Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, i) => 100 + i * 7919 % 97);
  return { ...geometry(size, AFFINE), channels: 1, data, ...change };
}

/** A trained run in `folder/run`, and its plan's data in `folder/Task99_Tiny`. */
async function trained(folder: string): Promise<string> {
  const run = `${folder}/run`, config = await writeTinyVolumes(folder);
  await mustRun("train", [config, "--run", run, "--set", "train.steps=1"]);
  await Deno.writeTextFile(`${run}/postprocessing.json`, JSON.stringify(keepingLargest));
  return run;
}
const choice = { keepLargest: true, before: .5, after: .6 };
const keepingLargest = {
  version: 1,
  cases: 2,
  foreground: { ...choice, keepLargest: false },
  classes: [{ name: "inner", ...choice }, { name: "outer", ...choice }],
};

/** One of each format, and what cannot be used. */
async function writeOddVolumes(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/series`, { recursive: true });
  await writeNifti(`${folder}/turned_0000.nii.gz`, noise([9, 17, 21]));
  await writeNifti(`${folder}/tiny.nii`, noise([2, 3, 1], { data: Int16Array.of(1, 2, 3, 4, 5, 6) }));
  await writeVolume(`${folder}/nearly.nrrd`, noise([15, 12, 9]));
  await writeVolume(`${folder}/meta.mha`, noise([8, 9, 10]));
  await writeNifti(`${folder}/two.nii`, noise([4, 4, 4], { channels: 2, data: new Int16Array(128).fill(3) }));
  const data = new Float32Array(64).fill(2);
  data[5] = NaN;
  await writeNifti(`${folder}/holes.nii`, noise([4, 4, 4], { data }));
  await Deno.writeTextFile(`${folder}/text.nii.gz`, "no volume");
  await Deno.writeTextFile(`${folder}/notes.txt`, "");
  for (let z = 0; z < 6; z++) {
    const pixels = Array.from({ length: 30 }, (_, i) => (i * i + 7 * z) % 90);
    const bytes = dicomBytes({ position: `10\\-20\\${2 * z}`, rows: 5, columns: 6, pixels });
    await Deno.writeFile(`${folder}/series/${z}.dcm`, bytes);
  }
}

const GOOD = ["meta", "nearly", "series", "tiny", "turned"];

Deno.test("predict segments volumes of every format on their own grid, and names what it cannot", async () => {
  await withFolder(async (folder) => {
    const run = await trained(folder), images = `${folder}/images`, out = `${folder}/new/out`;
    await writeOddVolumes(images);
    // The run folder is all it needs
    await Deno.remove(`${folder}/Task99_Tiny`, { recursive: true });
    const { status, stdout, stderr } = await runTask("predict", [
      ...[run, images, `${images}/series`, "--out", out, "--uncertainty"],
    ]);
    assertEquals(status, 1, stdout + stderr);
    const files = GOOD.flatMap((name) => [`${name}.nii.gz`, `uncertainty/${name}.nii.gz`]);
    assertEquals(await filesIn(out), files.sort());
    for (const name of GOOD) {
      const labels = await readNifti(`${out}/${name}.nii.gz`),
        doubts = await readNifti(`${out}/uncertainty/${name}.nii.gz`);
      assert(labels.data instanceof Uint8Array && (labels.data as Uint8Array).every((id) => id < 3), name);
      const values = doubts.data as Float32Array;
      assert(values.every((value) => value >= 0 && value <= 1) && values.some((value) => value > 0), name);
      assertEquals([doubts.size, doubts.affine], [labels.size, labels.affine]);
    }
    const stored = await readNifti(`${images}/turned_0000.nii.gz`),
      made = await readNifti(`${out}/turned.nii.gz`);
    assertEquals([made.size, made.affine], [stored.size, stored.affine]);
    const place = (
      volume: Volume,
    ) => [...volume.header!.bytes.slice(76, 108), ...volume.header!.bytes.slice(252, 344)];
    assertEquals(place(made), place(stored));
    assertEquals((await readNifti(`${out}/series.nii.gz`)).size, [6, 5, 6]);

    assertStringIncludes(stdout, `5 of 8 volumes segmented into ${out}`);
    assertStringIncludes(stdout, `Not volumes, passed over: ${images}/notes.txt, ${images}/series`);
    const lines = stderr.trim().split("\n");
    assertEquals(lines.length, 3, stderr);
    assertStringIncludes(lines[0], `error: ${images}/holes.nii: Cannot prepare`);
    assertStringIncludes(lines[1], `error: ${images}/text.nii.gz: Cannot decode the NIfTI file`);
    assertEquals(lines[2], `error: ${images}/two.nii: Expected 1 channel, found 2`);

    // The mean of a network and itself, its sums in a file: nothing changes; but without postprocessing something does
    const image = `${images}/turned_0000.nii.gz`, hash = (name: string) => sha256(`${name}/turned.nii.gz`);
    await mustRun("predict", [run, run, image, `${folder}/two`, "--memory", "1KB"]);
    assertEquals(await hash(`${folder}/two`), await hash(out));
    await Deno.copyFile(image, `${images}/turned.nii.gz`);
    const over = await runTask("predict", [run, `${images}/turned.nii.gz`, images]);
    assertEquals(over.status, 1);
    assertStringIncludes(
      over.stderr,
      `${images}/turned.nii.gz: The result would take the place of the image`,
    );
    assertEquals(await hash(images), await sha256(image));
  });
});

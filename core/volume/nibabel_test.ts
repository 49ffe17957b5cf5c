import { assertAlmostEquals, assertEquals } from "@std/assert";
import { readNifti, writeNifti } from "./nifti/nifti_file.ts";
import { fromCanonical, orientationCode, toCanonical } from "./orientation.ts";
import { compareVolumes, generateVolumes, nibabelMissing } from "./testdata/nibabel.ts";
import { realVolumes } from "./testdata/real_volumes.ts";

interface Expected {
  path: string;
  size: number[];
  channels: number;
  affine: number[];
  axes: string;
  values: number[];
}

const missing = await nibabelMissing();
const skipped = (reason?: string) => reason ? ` (skipped: ${reason})` : "";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: `readNifti() and writeNifti() agree with nibabel on every datatype, order of bytes and slope${
    skipped(missing)
  }`,
  ignore: missing !== undefined,
  fn: () =>
    withFolder(async (folder) => {
      await generateVolumes(folder);
      const expected: Expected[] = JSON.parse(await Deno.readTextFile(`${folder}/expected.json`));
      assertEquals(expected.length, 40);
      const pairs = await Promise.all(expected.map(async ({ path, ...wanted }) => {
        const volume = await readNifti(path), written = `${path}.gz`;
        assertEquals([[...volume.size], volume.channels], [wanted.size, wanted.channels]);
        wanted.affine.forEach((value, i) => assertAlmostEquals(volume.affine[i], value, 1e-12));
        assertEquals(orientationCode(volume), wanted.axes);
        volume.data.forEach((value: number | bigint, i: number) =>
          assertAlmostEquals(Number(value), wanted.values[i], 1e-5)
        );
        await writeNifti(written, fromCanonical(toCanonical(volume), volume));
        return { original: path, written };
      }));
      assertEquals(await compareVolumes(pairs), []);
      // The comparison can fail: a volume is not another one
      const other = await compareVolumes([{ original: pairs[0].original, written: pairs[8].written }]);
      assertEquals(other.length > 2, true);
    }),
});

/** Small ones, the last of each folder and one of two hundred: `nibabel_slow_test.ts` takes all. */
const real = realVolumes().filter((path) => Deno.statSync(path).size < 200_000);
const folderOf = (path = "") => path.split("/").slice(0, -1).join("/");
const sample = real.filter((path, i) => i % 200 === 0 || folderOf(path) !== folderOf(real[i + 1]));
const reason = missing ?? (real.length === 0 ? "no real volumes" : undefined);

Deno.test({
  name: `writeNifti() gives real volumes back as nibabel reads them${skipped(reason)}`,
  ignore: reason !== undefined,
  fn: () =>
    withFolder(async (folder) => {
      const pairs = await Promise.all(sample.map(async (original, i) => {
        const volume = await readNifti(original), written = `${folder}/${i}.nii`;
        await writeNifti(written, fromCanonical(toCanonical(volume), volume));
        return { original, written };
      }));
      assertEquals(await compareVolumes(pairs), []);
    }),
});

import { assertEquals } from "@std/assert";
import { readNifti, writeNifti } from "./nifti/nifti_file.ts";
import { fromCanonical, toCanonical } from "./orientation.ts";
import { compareVolumes, nibabelMissing } from "./testdata/nibabel.ts";
import { realVolumes } from "./testdata/real_volumes.ts";

const real = realVolumes();
const reason = await nibabelMissing() ?? (real.length === 0 ? "no real volumes" : undefined);

Deno.test({
  name: `writeNifti() gives all ${real.length} real volumes back as nibabel reads them${
    reason ? ` (skipped: ${reason})` : ""
  }`,
  ignore: reason !== undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const pairs = [];
      for (const [i, original] of real.entries()) {
        const notes: string[] = [], volume = await readNifti(original, { note: (text) => notes.push(text) });
        assertEquals(notes, []);
        const back = fromCanonical(toCanonical(volume), volume), written = `${folder}/${i}.nii.gz`;
        assertEquals(back.header === volume.header && back.affine === volume.affine, true);
        await writeNifti(written, back);
        pairs.push({ original, written });
      }
      assertEquals(await compareVolumes(pairs), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

import { geometry, writeNifti } from "@dragsaw/core/volume";
import { assertEquals } from "@std/assert";
import { nibabelMissing } from "../core/volume/testdata/nibabel.ts";
import { mustRun } from "./cli.ts";
import { sha256, withFolder } from "./tiny.ts";
import { writeTinyVolumes } from "./tiny_volumes.ts";

const missing = await nibabelMissing();

Deno.test({
  name: `predict on volumes: nibabel finds the geometry to the bit, mirrored or not${
    missing ? ` [skipped: ${missing}]` : ""
  }`,
  ignore: missing !== undefined,
  fn: () =>
    withFolder(async (folder) => {
      const run = `${folder}/run`, image = `${folder}/turned.nii.gz`, size = [9, 17, 21] as const;
      await mustRun("train", [await writeTinyVolumes(folder), "--run", run, "--set", "train.steps=2"]);
      const data = Int16Array.from({ length: 9 * 17 * 21 }, (_, i) => 100 + i * 7919 % 97);
      const place = geometry(size, [0, .02, 1.5, -7.123456, -1, 0, .01, 8.1, 0, -1.25, 0, 3]);
      await writeNifti(image, { ...place, channels: 1, data });
      // As real files are: qform and sform apart, units, texts
      await python(EDIT, image);
      await mustRun("predict", [run, image, `${folder}/plain`, "--raw"]);
      await mustRun("predict", [run, image, `${folder}/mirrored`, "--raw", "--mirror", "--uncertainty"]);
      for (const made of ["plain", "mirrored", "mirrored/uncertainty"]) {
        const different = await python(COMPARE, image, `${folder}/${made}/turned.nii.gz`);
        assertEquals(different.trim().split(" "), ["bitpix", "datatype"], made);
      }
      const hash = (name: string) => sha256(`${folder}/${name}/turned.nii.gz`);
      assertEquals(await hash("plain") === await hash("mirrored"), false);
    }),
});

const EDIT = `
import nibabel, numpy, sys
image = nibabel.load(sys.argv[1])
image.set_qform(image.affine + numpy.eye(4) * 1e-3, code=1)
image.header.set_xyzt_units("mm", "sec")
image.header["descrip"] = b"scanner 1"
image.header["intent_name"] = b"MRI"
nibabel.save(image, sys.argv[1])
`;
const COMPARE = `
import nibabel, numpy, sys
a, b = nibabel.load(sys.argv[1]), nibabel.load(sys.argv[2])
assert a.shape == b.shape and a.affine.tobytes() == b.affine.tobytes()
print(*sorted(k for k in a.header if a.header[k].tobytes() != b.header[k].tobytes()))
`;

async function python(script: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("python3", { args: ["-c", script, ...args] })
    .output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

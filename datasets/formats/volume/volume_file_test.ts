import { DataError } from "@dragsaw/core/data";
import { encodeNifti, geometry, gzip, readNifti, type Volume } from "@dragsaw/core/volume";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { halfMask, photo, withFolder, write } from "../../testdata/files.ts";
import { encodeMetaImage } from "./encode_meta_image.ts";
import { encodeNrrd } from "./encode_nrrd.ts";
import { isVolumePath, readVolume, VOLUME_ENDINGS, writeVolume } from "./volume_file.ts";

const place = geometry([2, 3, 2], [-0.5, 0, 0, 10, 0, 0, 2, -20, 0, 1.5, 0, 30]);
const volume: Volume = { ...place, channels: 1, data: Int16Array.from({ length: 12 }, (_, i) => i - 3) };

Deno.test("readVolume() gives the same volume of every format that writeVolume() writes", () =>
  withFolder(async (folder) => {
    for (const ending of [".nii", ".nii.gz", ".nrrd", ".mha"]) {
      const path = `${folder}/deep/a${ending}`;
      await writeVolume(path, volume);
      const { size, affine, spacing, channels, data } = await readVolume(path);
      assertEquals({ size, affine, spacing, channels, data }, volume);
      const bytes = await Deno.readFile(path);
      await writeVolume(path, volume);
      assertEquals(await Deno.readFile(path), bytes);
    }
    for (const path of ["a.mhd", "a.png", "a.img", "a"]) {
      await assertRejects(
        () => writeVolume(`${folder}/${path}`, volume),
        RangeError,
        "ends in .nii.gz, .nii, .nrrd or .mha",
      );
    }
  }));

Deno.test("readVolume() says what the content is where the name says something else", () =>
  withFolder(async (folder) => {
    const dicom = new Uint8Array(200);
    dicom.set(new TextEncoder().encode("DICM"), 128);
    for (
      const [name, bytes, found] of [
        ["a.nii", encodeNrrd(volume), "NRRD"],
        ["a.nii.gz", gzip(encodeNrrd(volume)), "NRRD"],
        ["a.nii", encodeMetaImage(volume), "MetaImage"],
        ["a.nrrd", encodeNifti(volume), "NIfTI"],
        ["a.mha", encodeNifti(volume, { gzip: true }), "NIfTI"],
        ["a.nii", dicom, "DICOM"],
        ["a.nii.gz", await photo(), "JPEG"],
        ["a.nii", await halfMask(), "PNG"],
      ] as const
    ) {
      await write(`${folder}/${name}`, bytes);
      const error = await assertRejects(
        () => readVolume(`${folder}/${name}`),
        DataError,
        `, as the name says, found ${found}`,
      );
      assertEquals(error.defects[0].kind, "wrong-format");
    }
    await assertRejects(
      () => readVolume(`${folder}/a.dcm`),
      DataError,
      "Expected a name that ends in .nii.gz",
    );
    await assertRejects(() => readVolume(`${folder}/gone.nrrd`), DataError, "The file does not exist");
    await write(`${folder}/short.nii`, encodeNifti(volume).subarray(0, 360));
    await assertRejects(() => readVolume(`${folder}/short.nii`), DataError, "the file is cut short");
  }));

Deno.test("isVolumePath() knows the endings", () => {
  assertEquals(VOLUME_ENDINGS.map((ending) => isVolumePath(`a${ending}`)), VOLUME_ENDINGS.map(() => true));
  assertEquals(["a.png", "a.gz", "mha"].map(isVolumePath), [false, false, false]);
});

const REAL = new URL("../../../../shared/data/pyradiomics/", import.meta.url).pathname;
const missing = await Deno.stat(REAL).then(() => false, () => true);

Deno.test({
  name: `readVolume() reads a real NRRD as the NIfTI that was made of it${
    missing ? " (skipped: no real volumes)" : ""
  }`,
  ignore: missing,
  async fn() {
    for (
      const [nrrd, nifti] of [["breast1_image", "imagesTr/breast1"], ["breast1_label", "labelsTr/breast1"]]
    ) {
      const a = await readVolume(`${REAL}raw_nrrd/${nrrd}.nrrd`),
        b = await readNifti(`${REAL}${nifti}.nii.gz`);
      assertEquals([a.size, [...a.data].map(Number)], [b.size, [...b.data].map(Number)]);
      a.affine.forEach((value, i) => assertAlmostEquals(value, b.affine[i], 1e-4));
    }
  },
});

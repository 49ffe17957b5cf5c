import { assertEquals, assertRejects } from "@std/assert";
import { DataError } from "../../data/dataset.ts";
import { gzip } from "../gzip.ts";
import { small } from "../testdata/nifti_bytes.ts";
import { isNiftiPath, readNifti, writeNifti } from "./nifti_file.ts";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const twelve = Int16Array.from({ length: 12 }, (_, i) => i);

Deno.test("readNifti() reads gzipped files under any name and notes a name that says otherwise", () =>
  withFolder(async (folder) => {
    const notes: string[] = [], note = (text: string) => notes.push(text);
    for (
      const [name, bytes] of [["a.nii", small()], ["b.nii.gz", gzip(small())], ["c.nii", gzip(small())], [
        "d.nii.gz",
        small(),
      ]] as const
    ) {
      await Deno.writeFile(`${folder}/${name}`, bytes);
      assertEquals((await readNifti(`${folder}/${name}`, { note })).data, twelve);
    }
    assertEquals(notes, ["gzipped, though the name does not say so", "not gzipped, though the name says so"]);
  }));

Deno.test("readNifti() reads a pair by either name, gzipped or not", () =>
  withFolder(async (folder) => {
    const whole = small({ magic: "ni1\0", offset: 0 });
    await Deno.writeFile(`${folder}/a.hdr`, whole.subarray(0, 348));
    await Deno.writeFile(`${folder}/a.img.gz`, gzip(whole.subarray(352)));
    for (const name of ["a.hdr", "a.img", "a.img.gz", "a.hdr.gz"]) {
      assertEquals((await readNifti(`${folder}/${name}`)).data, twelve);
    }
    await Deno.remove(`${folder}/a.img.gz`);
    const error = await assertRejects(() => readNifti(`${folder}/a.hdr`), DataError);
    assertEquals(error.defects, [{
      kind: "missing-file",
      file: `${folder}/a.img`,
      reason: "The file does not exist",
    }]);
  }));

Deno.test("readNifti() names the file, the kind of defect and the reason", () =>
  withFolder(async (folder) => {
    await Deno.writeFile(`${folder}/empty.nii`, new Uint8Array());
    await Deno.writeFile(`${folder}/short.nii`, small().subarray(0, 360));
    await Deno.writeFile(`${folder}/text.nii`, new TextEncoder().encode("<html>".repeat(100)));
    await Deno.mkdir(`${folder}/folder.nii`);
    await Deno.symlink(`${folder}/gone`, `${folder}/link.nii`);
    await Deno.symlink(`${folder}/loop.nii`, `${folder}/loop.nii`);
    for (
      const [name, kind, reason] of [
        ["empty", "empty-file", "The file is empty (0 bytes)"],
        [
          "short",
          "truncated-file",
          "Cannot decode the NIfTI file: expected 24 bytes of voxels from byte 352",
        ],
        ["text", "not-an-image", "not a NIfTI file, whatever its name says"],
        ["none", "missing-file", "The file does not exist"],
        ["folder", "unreadable", "Expected a file, found a folder or a device"],
        ["link", "broken-link", "The symbolic link leads nowhere"],
        ["loop", "symlink-loop", "Symbolic links lead back to themselves"],
      ]
    ) {
      const error = await assertRejects(() => readNifti(`${folder}/${name}.nii`), DataError, reason);
      assertEquals(error.defects.map(({ kind, file }) => [kind, file]), [[kind, `${folder}/${name}.nii`]]);
    }
    const long = await assertRejects(
      () => readNifti(`${folder}/short.nii`, { limit: -(2 ** 27) }),
      DataError,
    );
    assertEquals(long.defects[0].kind, "too-large");
  }));

Deno.test("writeNifti() writes by the name's ending, and refuses others", () =>
  withFolder(async (folder) => {
    await Deno.writeFile(`${folder}/a.nii`, small({ slope: 1 }));
    const volume = await readNifti(`${folder}/a.nii`);
    await writeNifti(`${folder}/b.nii`, volume);
    assertEquals(await Deno.readFile(`${folder}/b.nii`), small({ slope: 1 }));
    await writeNifti(`${folder}/c.nii.gz`, volume);
    assertEquals(await Deno.readFile(`${folder}/c.nii.gz`), gzip(small({ slope: 1 })));
    await assertRejects(() => writeNifti(`${folder}/d.img`, volume), RangeError, "ends in .nii or .nii.gz");
  }));

Deno.test("isNiftiPath() goes by the ending", () => {
  const names = ["a.nii", "a.NII.GZ", "a.hdr", "a.img.gz", "a.nrrd", "nii", "a.gz", "a.nii.txt"];
  assertEquals(names.map(isNiftiPath), [true, true, true, true, false, false, false, false]);
});

import { assertEquals, assertRejects } from "@std/assert";
import { withFolder } from "../../../tests/tiny.ts";
import { listVolumeCases } from "./list_cases.ts";

/** Makes empty files, and lists the folder, or what is named in it; paths are from the folder. */
async function listed(files: readonly string[], channels: number, inputs = [""]) {
  let found: Awaited<ReturnType<typeof listVolumeCases>> | undefined;
  await withFolder(async (folder) => {
    for (const file of files) {
      await Deno.mkdir(`${folder}/${file}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${file}`, "");
    }
    const { cases, others, defects } = await listVolumeCases(
      inputs.map((name) => `${folder}/${name}`),
      channels,
    );
    const short = (path: string) => path.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
    found = {
      cases: cases.map(({ id, files }) => ({ id, files: files.map(short) })),
      others: others.map(short),
      defects: defects.map(({ file, reason }) => ({ file: short(file), reason })),
    };
  });
  return found!;
}
const ids = (cases: readonly { id: string }[]) => cases.map(({ id }) => id);

Deno.test("listVolumeCases() joins channels named as nnU-Net does, and takes other files whole", async () => {
  const files = ["b_0001.nii.gz", "b_0000.nii.gz", "a.nrrd", "c_0002.nii", "notes.txt", "sub/d.nii"];
  const { cases, others, defects } = await listed(files, 2);
  assertEquals(cases, [
    { id: "a", files: ["a.nrrd"] },
    { id: "b", files: ["b_0000.nii.gz", "b_0001.nii.gz"] },
    { id: "c_0002", files: ["c_0002.nii"] },
  ]);
  assertEquals([others, defects], [["notes.txt", "sub"], []]);
});

Deno.test("listVolumeCases() takes off _0000 alone where there is one channel: years stay", async () => {
  const { cases } = await listed(["a_0000.nii.gz", "scan_2019.nii.gz"], 1);
  assertEquals(ids(cases), ["a", "scan_2019"]);
});

Deno.test("listVolumeCases() names channels that are missing, and goes on", async () => {
  const { cases, defects } = await listed(["a_0001.nii", "a_0003.nii", "b_0000.nii"], 4);
  assertEquals(ids(cases), ["b"]);
  const reason = "Expected channels from 0000 on, found none numbered 0000, 0002";
  assertEquals(defects, [{ file: "a_0001.nii", reason }]);
});

Deno.test("listVolumeCases() takes headers, not the voxels beside them", async () => {
  const files = ["a.hdr", "a.img", "b.mhd", "b.raw", "c.nhdr", "c.raw.gz", "d.img", "e.raw"];
  const { cases, others } = await listed(files, 1);
  assertEquals(cases.map(({ files }) => files), [["a.hdr"], ["b.mhd"], ["c.nhdr"], ["d.img"]]);
  assertEquals(others, ["e.raw"]);
});

Deno.test("listVolumeCases() takes folders without volume files for DICOM series, channels too", async () => {
  const files = ["p_0000/1.dcm", "p_0000/2", "p_0001/1", "q/IM0"];
  assertEquals((await listed(files, 2)).cases, [
    { id: "p", files: ["p_0000", "p_0001"] },
    { id: "q", files: ["q"] },
  ]);
  const [{ files: series }] = (await listed(["1.dcm", "2.dcm"], 1)).cases;
  assertEquals(series, ["."]);
});

Deno.test("listVolumeCases() gives every case a name of its own, and each file once", async () => {
  const files = ["x/a.nii", "x/A.nrrd", "y/a_0000.nii", "z.nii"];
  const { cases } = await listed(files, 1, ["x", "y/", "z.nii", "x/a.nii"]);
  assertEquals(cases, [
    { id: "A", files: ["x/A.nrrd"] },
    { id: "a_2", files: ["x/a.nii"] },
    { id: "a_3", files: ["y/a_0000.nii"] },
    { id: "z", files: ["z.nii"] },
  ]);
});

Deno.test("listVolumeCases() names what is not there; a link in a folder that leads nowhere is a bad case", async () => {
  const missing = () => listVolumeCases(["/no/such.nii"], 1);
  await assertRejects(missing, Deno.errors.NotFound, 'There is no file or folder "/no/such.nii"');
  await withFolder(async (folder) => {
    await Deno.symlink(`${folder}/gone`, `${folder}/link.nii`);
    assertEquals(ids((await listVolumeCases([folder], 1)).cases), ["link"]);
  });
});

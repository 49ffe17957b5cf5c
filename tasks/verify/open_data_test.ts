import { encodeNifti } from "@dragsaw/core/volume";
import { assertEquals, assertRejects } from "@std/assert";
import { withFolder } from "../../datasets/testdata/files.ts";
import { UsageError } from "../shared/command.ts";
import { openData } from "./open_data.ts";

const progress = { update: () => {}, line: () => {} };
const CHANNELS = "dataset.channels=[MR]", LABELS = "dataset.labels={ background: 0, cord: 1 }";

/** Two volumes as nnU-Net has them, but for dataset.json. */
async function writeVolumes(root: string): Promise<void> {
  const volume = {
    size: [4, 3, 2] as const,
    channels: 1,
    data: Uint8Array.from({ length: 24 }, (_, i) => i % 2),
    affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    spacing: [1, 1, 1] as const,
  };
  for (const folder of ["imagesTr", "labelsTr"]) {
    await Deno.mkdir(`${root}/${folder}`, { recursive: true });
    for (const name of ["a", "b"]) {
      await Deno.writeFile(`${root}/${folder}/${name}.nii.gz`, encodeNifti(volume, { gzip: true }));
    }
  }
}

Deno.test("openData() takes options of the dataset that reads a folder, and says what it lacks without them", async () => {
  await withFolder(async (root) => {
    await writeVolumes(root);
    const open = (set: string[], type?: string) =>
      openData({ source: root, set, run: undefined }, type, progress);
    assertEquals((await open([])).defects.map(({ kind }) => kind), ["dataset-json"]);
    const { data, settings } = await open([CHANNELS, LABELS], "nifti");
    assertEquals(data!.dataset.classes, ["background", "cord"]);
    const channels = ["MR"], labels = { background: 0, cord: 1 };
    assertEquals(settings, [{ channels, labels, type: "nifti", root }]);
    const refuses = (set: string[], type: string | undefined, reason: string) =>
      assertRejects(() => open(set, type), UsageError, reason);
    await refuses([CHANNELS], undefined, `--set ${CHANNELS} wants --type NAME`);
    await refuses(["dataset.chanels=[MR]"], "nifti", 'Options of dataset nifti: Unrecognized key: "chanels"');
    await refuses(["dataset.channels=MR"], "nifti", "Options of dataset nifti: channels: ");
    await refuses(["dataset.channels=["], "nifti", "--set dataset.channels=[: ");
    await refuses(["seed=4"], "nifti", "only options of its dataset can be set, found seed=4");
    await refuses(["dataset.root=x"], "nifti", "found dataset.root=x");
  });
});

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readNifti } from "@dragsaw/core/volume";
import { parsePlan } from "@dragsaw/nnunet";
import { mustRun } from "./cli.ts";
import { withFolder } from "./tiny.ts";
import { writeTinyVolumes } from "./tiny_volumes.ts";

const TABLE = `
title: Networks on volumes
base: tiny.yaml
seeds: [0]
set: { train: { steps: 2 }, precision: auto }
rows:
  - label: plain
  - { label: residual, set: { model: { type: resenc-unet3d, baseWidth: 4 } } }
  - { label: V, set: { model: { type: vnet, width: 4, kernel: [3, 3, 3] } } }
  - { label: slices, set: { planner: { configuration: 2d } } }
`;

Deno.test("an ablation of volumes trains each network, and slices, as planned; its table is of validation", async () => {
  await withFolder(async (folder) => {
    await writeTinyVolumes(folder);
    await Deno.writeTextFile(`${folder}/table.yaml`, TABLE);
    const { stdout, stderr } = await mustRun("ablate", [`${folder}/table.yaml`, "--runs", `${folder}/runs`]);
    assertStringIncludes(stderr, '"decathlon" has no test cases: the table is of its validation cases');
    assertMatch(stdout, /\| row +\| +DI % ↑ .* HD95 ↓ /);
    assertStringIncludes(stdout, "of the mean over 2 images of the val split");
    for (const label of ["plain (base)", "residual", "V", "slices"]) {
      assertMatch(stdout, new RegExp(`\\| ${label.replace(/[()]/g, "\\$&")} +\\| +\\d`));
    }
    const runs = [...Deno.readDirSync(`${folder}/runs`)].filter(({ name }) => name.startsWith("tiny-"));
    assertEquals(runs.length, 4);
    for (const { name } of runs) await checkRun(`${folder}/runs/${name}`, folder);
  });
});

/** Its config keeps the precision that it had, its plan is the network's; slices are predicted as volumes. */
async function checkRun(run: string, folder: string): Promise<void> {
  const config = await Deno.readTextFile(`${run}/config.yaml`);
  assertMatch(config, /^precision: (float32|bfloat16)$/m);
  const { network } = parsePlan(await Deno.readTextFile(`${run}/plan.json`), run)
    .configurations["3d-fullres"]!;
  assertEquals(network.blocks !== undefined, config.includes("resenc-unet3d"));
  if (!config.includes("configuration: 2d")) return;
  const image = `${folder}/Task99_Tiny/imagesTr/tiny_0.nii.gz`;
  await mustRun("predict", [run, image, "--out", `${folder}/out`, "--mirror"]);
  const [file] = [...Deno.readDirSync(`${folder}/out`)].filter(({ name }) => name.endsWith(".nii.gz"));
  assertEquals((await readNifti(`${folder}/out/${file.name}`)).size, [14, 16, 12]);
}

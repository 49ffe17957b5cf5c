import { assertEquals } from "@std/assert";
import { ignore, reason, verifyReal } from "./testdata/real.ts";

const SETS: readonly (readonly [type: string, name: string, options: Record<string, unknown>])[] = [
  ["isic2016", "isic2016_orig", {}],
  ["isic2017", "isic2017_orig", {}],
  ["ph2", "ph2", {}],
  ["folder", "monuseg", {}],
  ["folder", "isbi2012_em_membrane", {}],
  ["decathlon", "Task04_Hippocampus", { allow: ["partial"] }],
  ["nifti", "spinalcord", { channels: ["MR"], labels: { background: 0, cord: 1 } }],
  ["nifti", "la2018_left_atrium", { channels: ["MR"], labels: { background: 0, atrium: 1 } }],
  ["nifti", "msd_task09_spleen_crop", { channels: ["CT"], labels: { background: 0, spleen: 1 } }],
];

for (const [type, name, options] of SETS) {
  Deno.test({
    name: `verify has no false alarm on ${name}${reason}`,
    ignore,
    async fn() {
      assertEquals((await verifyReal(type, name, options)).findings, []);
    },
  });
}

Deno.test({
  name: `verify finds the labels of a phantom that its classes do not name${reason}`,
  ignore,
  async fn() {
    const options = { channels: ["x"], labels: { background: 0, tumour: 1 } };
    const { findings } = await verifyReal("nifti", "pyradiomics", options);
    assertEquals(findings.map(({ kind, file }) => [kind, file.slice(file.lastIndexOf("/") + 1)]), [
      ["unknown-label", "prostate_phantom.nii.gz"],
    ]);
  },
});

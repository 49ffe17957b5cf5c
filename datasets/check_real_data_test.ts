import { assertEquals } from "@std/assert";
import { ignore, reason, verifyReal } from "./testdata/real.ts";

const none = { background: 0 };
const SETS:
  readonly (readonly [type: string, name: string, count: number, options: Record<string, unknown>])[] = [
    ["isic2016", "isic2016_orig", 12, {}],
    ["isic2017", "isic2017_orig", 5, {}],
    ["ph2", "ph2", 8, {}],
    ["folder", "monuseg", 4, {}],
    ["folder", "isbi2012_em_membrane", 30, {}],
    ["decathlon", "Task04_Hippocampus", 200, {}],
    ["nifti", "spinalcord", 6, { channels: ["MR"], labels: { ...none, cord: 1 } }],
    ["nifti", "la2018_left_atrium", 5, { channels: ["MR"], labels: { ...none, atrium: 1 } }],
    ["nifti", "msd_task09_spleen_crop", 1, { channels: ["CT"], labels: { ...none, spleen: 1 } }],
    ["nifti", "brats2013_deepmedic", 1, {
      channels: ["FLAIR", "T1c"],
      labels: { ...none, necrosis: 1, edema: 2, other: 3, enhancing: 4 },
    }],
  ];

for (const [type, name, count, options] of SETS) {
  Deno.test({
    name: `verify has no false alarm on ${name}${reason}`,
    ignore,
    async fn() {
      const { findings, fingerprint } = await verifyReal(type, name, options);
      const cases = Object.values(fingerprint.splits).reduce((sum, split) => sum + split.cases, 0);
      assertEquals([cases, findings], [count, []]);
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

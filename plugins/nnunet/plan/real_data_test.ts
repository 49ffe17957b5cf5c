import { assertEquals, assertGreater } from "@std/assert";
import { volumeOf } from "../preprocess/frame.ts";
import { prepareCase } from "../preprocess/prepare.ts";
import { restoreLabels } from "../preprocess/restore.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { makePlan } from "./make_plan.ts";
import { configurationOf, prepareSettings } from "./plan.ts";
import { ignore, realVolumes, reason } from "./testdata/real.ts";

const BINARY = ["background", "foreground"];

Deno.test({
  name: `makePlan() of the real hippocampus is nnU-Net's: 40x56x40, batch 7, features 32 to 256${reason}`,
  ignore,
  async fn() {
    const { cases, source } = realVolumes("Task04_Hippocampus");
    const fingerprint = await fingerprintOf(cases, source, ["background", "Anterior", "Posterior"]);
    const { spacing, medianSize, patch, batch, network } = configurationOf(
      makePlan(fingerprint),
      "3d-fullres",
    );
    assertEquals([spacing, medianSize, patch, batch], [[1, 1, 1], [36, 50, 35], [40, 56, 40], 7]);
    assertEquals(network.strides, [[1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2]]);
    assertEquals([network.baseWidth, network.levels], [32, 4]);
  },
});

Deno.test({
  name: `makePlan() of real CT with thick slices is nnU-Net's, in bfloat16${reason}`,
  ignore,
  async fn() {
    const { cases, source } = realVolumes("msd_task09_spleen_crop", ["CT"]);
    const plan = makePlan(await fingerprintOf(cases, source, BINARY), { precision: "bfloat16" });
    const { patch, batch, network } = configurationOf(plan, "3d-fullres");
    assertEquals([patch, batch, plan.normalizations[0].scheme], [[28, 192, 192], 2, "ct"]);
    assertEquals(network.kernels.slice(0, 3), [[1, 3, 3], [1, 3, 3], [3, 3, 3]]);
    assertEquals(network.strides.slice(1), [[1, 2, 2], [1, 2, 2], [2, 2, 2], [2, 2, 2], [1, 2, 2]]);
  },
});

Deno.test({
  name: `real volumes of any orientation and spacing come back as they were prepared from${reason}`,
  ignore,
  async fn() {
    const { cases, source } = realVolumes("spinalcord");
    const fingerprint = await fingerprintOf(cases, source, BINARY);
    // Finer than any of them: nothing thin is lost
    const settings = { ...prepareSettings(makePlan(fingerprint), "2d"), spacing: [null, .4, .4] as const };
    for (const item of cases) {
      const sample = await source.load(item), truth = sample.labels!;
      const { size, labels, placement } = prepareCase(item.id, sample, settings);
      const restorer = restoreLabels(placement, 2), plane = size[1] * size[2];
      for (let d = 0; d < size[0]; d++) {
        const ids = labels!.subarray(d * plane, (d + 1) * plane);
        restorer.push(Float32Array.from({ length: 2 * plane }, (_, i) => ids[i >> 1] === i % 2 ? 1 : 0));
      }
      const back = restorer.finish();
      assertEquals(back.length, volumeOf(truth.size));
      const count = (ids: Uint8Array) => ids.reduce((sum, id) => sum + (id === 1 ? 1 : 0), 0);
      const both = back.filter((id, i) => id === 1 && truth.data[i] === 1).length;
      assertGreater(2 * both / (count(back) + count(truth.data)), .95, item.id);
    }
  },
});

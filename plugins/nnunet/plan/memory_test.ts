import { planParameters } from "@dragsaw/core/model";
import type { Triple } from "@dragsaw/core/volume";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { levelsOf, type UNet3dOptions } from "../options.ts";
import { createUNet3d } from "../unet3d.ts";
import { stepMemory, weightsOf } from "./memory.ts";

Deno.test("weightsOf() counts the weights of the network", () => {
  const anisotropic: UNet3dOptions = {
    baseWidth: 8,
    levels: 4,
    maxWidth: 20,
    convolutions: 3,
    kernels: [[1, 3, 3], [1, 3, 3], [3, 3, 3], [3, 3, 3]],
    strides: [[1, 1, 1], [1, 2, 2], [2, 2, 2], [1, 1, 2]],
  };
  for (const options of [{}, anisotropic]) {
    const plan = planParameters();
    createUNet3d(options, { parameters: plan.parameters, channels: 3, classes: 5 });
    plan.parameters.dispose();
    assertEquals(weightsOf(levelsOf(options), 3, 5), plan.count());
  }
});

Deno.test("stepMemory() is near the most memory that was resident in steps on a CPU", () => {
  const measured: [Triple, number, UNet3dOptions, number, number][] = [
    [[64, 64, 64], 2, {}, 1.811e9, 1.276e9],
    [[40, 56, 40], 7, {}, 2.066e9, 1.415e9],
    [[32, 32, 32], 2, { levels: 5 }, .882e9, .865e9],
    [[96, 96, 96], 1, { levels: 5 }, 2.916e9, 2.073e9],
    [[16, 128, 128], 2, { baseWidth: 16 }, 1.139e9, .901e9],
  ];
  for (const [patch, batch, network, float32, bfloat16] of measured) {
    for (const [precision, peak] of Object.entries({ float32, bfloat16 })) {
      const settings = { channels: 4, classes: 4, precision: precision as "float32" | "bfloat16" };
      const { fixed, perPatch } = stepMemory(network, patch, settings);
      assertAlmostEquals((fixed + batch * perPatch) / peak, 1.04, .04);
    }
  }
});

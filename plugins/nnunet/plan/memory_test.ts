import { planParameters } from "@dragsaw/core/model";
import type { Triple } from "@dragsaw/core/volume";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { levelsOf, type ResEncUNet3dOptions, type UNet3dOptions, usualBlocks } from "../options.ts";
import { createResEncUNet3d } from "../resenc_unet3d.ts";
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
    const plan = planParameters(), residual = planParameters(), blocks = [1, 2, 1, 3];
    createUNet3d(options, { parameters: plan.parameters, channels: 3, classes: 5 });
    createResEncUNet3d({ ...options, convolutions: 2, blocks }, {
      parameters: residual.parameters,
      channels: 3,
      classes: 5,
    });
    plan.parameters.dispose();
    residual.parameters.dispose();
    assertEquals(weightsOf(levelsOf(options), 3, 5), plan.count());
    const levels = levelsOf({ ...options, convolutions: 2 });
    assertEquals(weightsOf(levels, 3, 5, blocks), residual.count());
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

Deno.test("stepMemory() is never below the most that steps of residual networks took, and by a quarter above", () => {
  const measured: [Triple, number, ResEncUNet3dOptions, number, number][] = [
    [[32, 32, 32], 2, {}, 1.052e9, .942e9],
    [[64, 64, 64], 2, {}, 2.276e9, 1.738e9],
    [[40, 56, 40], 4, {}, 1.930e9, 1.448e9],
    [[16, 128, 128], 2, { baseWidth: 16 }, 1.510e9, 1.141e9],
    [[32, 32, 32], 2, { levels: 5 }, 1.637e9, 1.449e9],
  ];
  for (const [patch, batch, options, float32, bfloat16] of measured) {
    const network = { ...options, convolutions: 1, blocks: usualBlocks(options.levels ?? 4) };
    for (const [precision, peak] of Object.entries({ float32, bfloat16 })) {
      const settings = { channels: 4, classes: 4, precision: precision as "float32" | "bfloat16" };
      const { fixed, perPatch } = stepMemory(network, patch, settings);
      assertAlmostEquals((fixed + batch * perPatch) / peak, 1.125, .125);
    }
  }
});

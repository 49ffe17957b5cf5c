import { planParameters } from "@dragsaw/core/model";
import { assertEquals } from "@std/assert";
import { createResEncUNet3d } from "./resenc_unet3d.ts";

Deno.test("resenc-unet3d has the weights of dynamic_network_architectures' ResidualEncoderUNet", () => {
  // 0.4.4: hippocampus as planned, and thick slices with two channels
  const anisotropic = {
    levels: 6,
    kernels: [[1, 3, 3], [1, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]],
    strides: [[1, 1, 1], [1, 2, 2], [1, 2, 2], [2, 2, 2], [2, 2, 2], [1, 2, 2]],
  } as const;
  for (const [options, channels, count] of [[{}, 1, 25_895_593], [anisotropic, 2, 101_273_039]] as const) {
    const plan = planParameters();
    createResEncUNet3d(options, { parameters: plan.parameters, channels, classes: 3 });
    plan.parameters.dispose();
    assertEquals(plan.count(), count);
  }
});

Deno.test("resenc-unet3d describes its slots", () => {
  const { parameters } = planParameters();
  const { slots, resolutions } = createResEncUNet3d({ levels: 3, baseWidth: 8 }, {
    parameters,
    channels: 1,
    classes: 2,
  });
  parameters.dispose();
  assertEquals(Object.keys(slots), ["encoder.0", "encoder.1", "encoder.2", "decoder.1", "decoder.0"]);
  assertEquals(Object.values(slots).map(({ channels }) => channels), [8, 16, 32, 16, 8]);
  assertEquals(resolutions, [[1, 1, 1], [2, 2, 2]]);
  // Stem and two convolutions: 7; a block strided within, whose path around sees less, and two more at stride 2
  assertEquals(Object.values(slots).map(({ field }) => field[0].size).slice(0, 2), [7, 29]);
});

import { planParameters } from "@dragsaw/core/model";
import type { Parameters } from "@dragsaw/core/model";
import { plainForward } from "@dragsaw/core/testing";
import type { Tensor5D } from "@dragsaw/core/tensor";
import { assertEquals, assertThrows } from "@std/assert";
import type { UNet3dOptions } from "./options.ts";
import { createUNet3d } from "./unet3d.ts";

const ANISOTROPIC: UNet3dOptions = {
  baseWidth: 2,
  levels: 3,
  maxWidth: 5,
  convolutions: 1,
  kernels: [[1, 3, 3], [3, 3, 3], [3, 3, 3]],
  strides: [[1, 1, 1], [1, 2, 2], [2, 2, 2]],
};

const build = (options: UNet3dOptions, parameters: Parameters = planParameters().parameters) =>
  createUNet3d(options, { parameters, channels: 4, classes: 4 });

Deno.test("3D U-Net has the parameters of the PyTorch network of the same shape", () => {
  const plan = planParameters();
  build({}, plan.parameters);
  plan.parameters.dispose();
  assertEquals(plan.count(), 5_605_760);
});

Deno.test("3D U-Net describes its slots and resolutions", () => {
  const { slots, resolutions } = build(ANISOTROPIC);
  const names = ["encoder.0", "encoder.1", "encoder.2", "decoder.1", "decoder.0"];
  assertEquals(Object.keys(slots), names);
  assertEquals(names.map((name) => slots[name].channels), [2, 4, 5, 4, 2]);
  assertEquals(resolutions, [[1, 1, 1], [1, 2, 2]]);
  assertEquals(slots["encoder.0"].field.map(({ size }) => size), [1, 3, 3]);
  assertEquals(slots["encoder.2"].field.map(({ jump }) => jump), [2, 4, 4]);
  assertEquals(slots["decoder.0"].field.map(({ start, jump }) => [start, jump]), [[0, 1], [0, 1], [0, 1]]);
  // Up, the second unit of a block sees what the first does: 9 and 2 on each side, then a kernel of units 2 apart.
  assertEquals(names.map((name) => slots[name].field[1].size), [3, 5, 9, 17, 21]);
});

Deno.test("3D U-Net refuses sides that are no multiples, and options that do not fit", () => {
  const { forward } = build(ANISOTROPIC);
  const volume = { shape: [1, 4, 8, 6, 4] } as Tensor5D;
  const error = assertThrows(() => forward(volume, plainForward<Tensor5D>(false)), RangeError);
  assertEquals(
    error.message,
    "Cannot run the 3D U-Net on volumes of 4 x 8 x 6: the sides must be multiples of 2 x 4 x 4",
  );
  assertThrows(() => build({ levels: 1 }), RangeError, "1 levels");
  assertThrows(() => build({ levels: 3, strides: [[1, 1, 1]] }), RangeError, "1 strides");
  assertThrows(() => build({ ...ANISOTROPIC, kernels: [[2, 3, 3], [3, 3, 3], [3, 3, 3]] }), RangeError);
});

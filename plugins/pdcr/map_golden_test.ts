import { assertEquals } from "@std/assert";
import type { Loss } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import type { VolumeField, VolumeModel } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { assertClose, toTensor, volumeLossContext } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { divergence } from "./affinity.ts";
import { contrast } from "./contrast.ts";
import type { ContrastOptions } from "./contrast.ts";
import { gatherUnits } from "./gather_units.ts";
import { integralImage } from "./integral.ts";
import plugin from "./mod.ts";
import { foregroundRatio } from "./ratio.ts";
import { gridUnits, strideUnits } from "./units.ts";
import type { Cell } from "./units.ts";
import { centre, window } from "./windows.ts";
import type { Box } from "./windows.ts";

interface LabelMap {
  readonly shape: number[];
  readonly rows: string[];
}

const labelsOf = ({ shape, rows }: LabelMap) =>
  tf.tensor(Int32Array.from(rows.join(""), Number), shape, "int32");

/** From a map and its labels to phi, loss, and the gradient of the map: the whole path of a step. */
function whole(
  x: Tensor,
  labels: Tensor,
  classes: number,
  cells: Cell[],
  boxes: Box[][],
  divisor: "valid" | "full",
  options: ContrastOptions,
) {
  const image = labels.shape.slice(1), map = x.shape.slice(1, -1);
  const phi = foregroundRatio(boxes, image, { divisor })(integralImage(labels, classes + 1));
  const flat = Int32Array.from(cells, (cell) => cell.reduce((at, n, axis) => at * map[axis] + n, 0));
  const at = tf.tensor1d(flat, "int32"), d = divergence(phi, phi, false);
  const { value, grad } = tf.valueAndGrad((x: Tensor) => {
    const units = gatherUnits(x, at);
    return contrast(units, units, d, options);
  })(x);
  return { phi, loss: value, grad, gradAtUnits: gatherUnits(grad, at) };
}

interface Case2D {
  readonly name: string;
  readonly stride: number;
  readonly crop: number;
  readonly n: number;
  readonly patch_sizes: number[];
  readonly window: "trunc" | "centered";
  readonly form: "paper" | "released2d";
  readonly expected_phi: GoldenArray;
  readonly expected_loss: number;
  readonly grad_nonzero_rows_cols: number[][];
  readonly expected_grad_at_units: GoldenArray;
}

const flat = readGolden<{ features: GoldenArray; mask: LabelMap; cases: Case2D[] }>("pdcr_map2d");

for (const item of flat.cases) {
  onEachBackend(`PDCR of a whole map agrees with the golden case ${item.name}`, () => {
    tf.tidy(() => {
      const x = toTensor(flat.features), cells = strideUnits(x.shape.slice(1, 3), item.n, item.crop);
      assertEquals(cells, item.grad_nonzero_rows_cols);
      const rule = item.window === "trunc" ? "shifted" : "centred";
      const boxes = item.patch_sizes.map((size) =>
        cells.map((cell) => window(cell.map((index) => index * item.stride), [size, size], rule))
      );
      const options: ContrastOptions = { form: item.form, temperature: 1, reduction: "mean" };
      const found = whole(x, labelsOf(flat.mask), 1, cells, boxes, "valid", options);
      assertClose(found.phi.squeeze([3]), item.expected_phi);
      assertClose(found.loss, item.expected_loss);
      assertClose(found.gradAtUnits.squeeze([0]), item.expected_grad_at_units);
      assertClose(tf.sum(tf.abs(found.grad)), tf.sum(tf.abs(found.gradAtUnits)), 1e-6);
    });
  });
}

interface Case3D {
  readonly name: string;
  readonly features: string;
  readonly jump: number[];
  readonly receptive_field: number[];
  readonly sample_stride: number[];
  readonly classes: number;
  readonly upper_clip: "correct" | "released";
  readonly grid: number[];
  readonly expected_phi: GoldenArray;
  readonly expected_loss: number;
  readonly expected_grad_units: GoldenArray;
}

const solid = readGolden<{ mask: LabelMap; features: Record<string, GoldenArray>; cases: Case3D[] }>(
  "pdcr_3d",
);

/** The loss as a config asks for it, on a network whose only slot is that of the case. */
function lossOf({ jump, receptive_field, sample_stride, classes, upper_clip }: Case3D, labels: Tensor): Loss {
  const field = jump.map((jump, axis) => ({ jump, start: 0, size: receptive_field[axis] }));
  const model: VolumeModel = {
    axes: 3,
    resolutions: [[1, 1, 1]],
    slots: { skip: { channels: 2, field: field as unknown as VolumeField } },
    forward: (volumes) => [volumes],
  };
  const size = labels.shape.slice(1) as [number, number, number];
  return createRegistry([plugin]).build("loss", {
    type: "pdcr",
    units: { skip: sample_stride },
    ratio: { type: "receptive-field" },
    divisor: "full",
    temperature: 0.5,
    halve: false,
    windows: upper_clip === "released" ? "released3d" : "centred",
  }, volumeLossContext(createParameters(0), { model, size, classes: classes + 1 })) as Loss;
}

for (const item of solid.cases) {
  onEachBackend(`PDCR of a volume agrees with the golden case ${item.name}`, () => {
    tf.tidy(() => {
      const x = toTensor(solid.features[item.features]), labels = labelsOf(solid.mask);
      const cells = gridUnits(x.shape.slice(1, -1), item.sample_stride);
      const fields = item.jump.map((jump, axis) => ({ jump, start: 0, size: item.receptive_field[axis] }));
      const boxes = [cells.map((cell) => window(centre(cell, fields), item.receptive_field, "centred"))];
      const released = item.upper_clip === "released", integral = integralImage(labels, item.classes + 1);
      const read = foregroundRatio(boxes, labels.shape.slice(1), { divisor: "full", released });
      assertClose(read(integral).reshape([...item.expected_phi.shape]), item.expected_phi, 1e-5);
      const loss = lossOf(item, labels);
      const { value, grad } = tf.valueAndGrad((x: Tensor) =>
        loss.compute({ labels, key: tf.tensor1d([0, 0], "int32"), features: new Map([["skip", x]]) } as never)
      )(x);
      assertClose(value, item.expected_loss, 1e-5);
      const flat = cells.map((cell) => cell.reduce((at, n, axis) => at * x.shape[axis + 1] + n, 0));
      const atUnits = gatherUnits(grad, tf.tensor1d(flat, "int32"));
      assertClose(atUnits, item.expected_grad_units, 1e-5);
      assertClose(tf.sum(tf.abs(grad)), tf.sum(tf.abs(atUnits)), 1e-6);
    });
  });
}

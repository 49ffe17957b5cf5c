import { assertEquals } from "@std/assert";
import { assertClose } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { integralImage } from "./integral.ts";
import { averageRatio, foregroundRatio } from "./ratio.ts";
import { strideUnits } from "./units.ts";
import { window } from "./windows.ts";

interface Case {
  readonly name: string;
  readonly mask: string;
  readonly classes: number;
  readonly map_h: number;
  readonly map_w: number;
  readonly n: number;
  readonly crop: number;
  readonly stride: number;
  readonly half_cell: number;
  readonly window: "trunc" | "centered" | "rf";
  readonly window_sizes: number[][];
  readonly divisor: "valid" | "full";
  readonly orientation: "correct" | "transposed";
  readonly expected_phi: GoldenArray;
}

interface LabelMaps {
  readonly masks: Record<string, { shape: number[]; rows: string[] }>;
  readonly cases: Case[];
}

const { masks, cases } = readGolden<LabelMaps>("foreground_ratio");

function labelsOf(name: string): Tensor {
  const { shape, rows } = masks[name];
  return tf.tensor(Int32Array.from(rows.join(""), Number), shape, "int32");
}

/** Boxes `[S][N]` of a golden case. */
function boxesOf(item: Case) {
  const centres = strideUnits([item.map_h, item.map_w], item.n, item.crop)
    .map((cell) => cell.map((index) => (index + item.half_cell) * item.stride))
    .map((at) => item.orientation === "transposed" ? at.toReversed() : at);
  const rule = item.window === "trunc" ? "shifted" : "centred";
  return item.window_sizes.map((size) => centres.map((at) => window(at, size, rule)));
}

for (const item of cases) {
  onEachBackend(`foregroundRatio() agrees with the golden case ${item.name}`, () => {
    tf.tidy(() => {
      const labels = labelsOf(item.mask), image = labels.shape.slice(1);
      const read = foregroundRatio(boxesOf(item), image, { divisor: item.divisor });
      const phi = read(integralImage(labels, item.classes + 1));
      const { shape } = item.expected_phi;
      assertEquals(phi.shape, item.classes === 1 ? [...shape, 1] : shape);
      assertClose(phi.reshape([...shape]), item.expected_phi, 1e-6);
    });
  });
}

onEachBackend("foregroundRatio() reads the units picked", () => {
  tf.tidy(() => {
    const item = cases.find(({ name }) => name === "h_centered_multiclass")!;
    const labels = labelsOf(item.mask), integral = integralImage(labels, 4);
    const read = foregroundRatio(boxesOf(item), labels.shape.slice(1));
    const pick = tf.tensor1d([7, 0, 3], "int32");
    assertClose(read(integral, pick), tf.gather(read(integral), pick, 2), 0, 0);
  });
});

onEachBackend("foregroundRatio() reads the units picked for each image", () => {
  tf.tidy(() => {
    const item = cases.find(({ name }) => name === "h_centered_border_valid")!;
    const labels = labelsOf(item.mask), integral = integralImage(labels, 2), image = labels.shape.slice(1);
    const picks = [[7, 0, 3], [1, 13, 7]], both = tf.tensor2d(picks, [2, 3], "int32");
    for (const phi of ["mean", "l2"] as const) {
      const read = foregroundRatio(boxesOf(item), image, { phi });
      const each = picks.map((pick, i) => read(integral.slice([i], [1]), tf.tensor1d(pick, "int32")));
      assertClose(read(integral, both), tf.concat(each), 0, 0);
    }
  });
});

onEachBackend(
  "foregroundRatio() as l1 and l2 divides by the image's largest, and is 0 without foreground",
  () => {
    tf.tidy(() => {
      const labels = tf.tensor([0, 1, 1, 1, 0, 0, 0, 0], [2, 1, 4], "int32");
      const boxes = [[0, 1, 2].map((column) => ({ from: [0, column], to: [1, column + 2] }))];
      const phi = (phi: "l1" | "l2") =>
        foregroundRatio(boxes, [1, 4], { phi })(integralImage(labels, 2)).flatten();
      assertClose(phi("l1"), [0.5, 1, 1, 0, 0, 0], 1e-6);
      assertClose(phi("l2"), [Math.SQRT1_2, 1, 1, 0, 0, 0], 1e-6);
    });
  },
);

onEachBackend("averageRatio() weighs the window sizes", () => {
  tf.tidy(() => {
    const phi = tf.tensor([0, 1, 0.5, 0, 1, 1], [1, 3, 2, 1]);
    assertClose(averageRatio(phi).flatten(), [0.5, 2 / 3], 1e-6);
    assertClose(averageRatio(phi, [1, 2, 1]).flatten(), [0.5, 0.5], 1e-6);
    assertEquals(averageRatio(phi).shape, [1, 1, 2, 1]);
  });
});

import { assertClose, testLabels } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { paddedIndicators, patchDivergence, patchReader } from "./patch_dice.ts";
import { window } from "./windows.ts";

onEachBackend("patchDivergence() is 1 - Dice of every pair of patches, the image's border padded", () => {
  tf.tidy(() => {
    const [height, width, size, classes] = [30, 40, 5, 3];
    const labels = testLabels("mixed", [height, width], classes), truth = labels.dataSync();
    const centres = [[0, 0], [11, 17], [12, 18], [29, 39], [0, 5], [22, 33]];
    const read = patchReader(
      centres.map((at) => window(at, [size, size], "centred")),
      [size, size],
      [height, width],
      7,
    );
    const patches = read(paddedIndicators(labels, classes, 7));
    const at = (image: number, row: number, column: number) =>
      row < 0 || row >= height || column < 0 || column >= width
        ? 0
        : truth[(image * height + row) * width + column];
    const byHand = (image: number, [r1, c1]: number[], [r2, c2]: number[]): number => {
      let common = 0, both = 0;
      for (let dr = -2; dr <= 2; dr++) {
        for (let dc = -2; dc <= 2; dc++) {
          const a = at(image, r1 + dr, c1 + dc), b = at(image, r2 + dr, c2 + dc);
          common += a > 0 && a === b ? 1 : 0;
          both += (a > 0 ? 1 : 0) + (b > 0 ? 1 : 0);
        }
      }
      return both === 0 ? 0 : 1 - 2 * common / both;
    };
    const wanted = [0, 1].flatMap((image) => centres.flatMap((p) => centres.map((q) => byHand(image, p, q))));
    assertClose(patchDivergence(patches, patches).flatten(), wanted, 1e-6);
    const picked = read(paddedIndicators(labels, classes, 7), tf.tensor1d([4, 1], "int32"));
    assertClose(picked, tf.gather(patches, tf.tensor1d([4, 1], "int32"), 1), 0, 0);
    const own = read(paddedIndicators(labels, classes, 7), tf.tensor2d([[4, 1], [0, 4]], [2, 2], "int32"));
    assertClose(own.slice([0], [1]), picked.slice([0], [1]), 0, 0);
    assertClose(own.slice([1, 0], [1, 1]), patches.slice([1, 0], [1, 1]), 0, 0);
  });
});

import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { z } from "zod";
import { onEachBackend } from "../../tests/backends.ts";
import { compareUnits } from "./compare_units.ts";
import { comparison } from "./comparison.ts";
import { shape } from "./options.ts";
import type { Units } from "./unit_map.ts";

const [batch, count, channels, sizes, classes] = [2, 3, 4, 2, 2];

/** Units of two images with ratios for every size and class. */
function units(name: string): Units {
  const phi = tf.abs(tf.sin(randomTensor([batch, sizes, count, classes], "phi", name)));
  const weights = tf.abs(randomTensor([batch, count], "weights", name));
  return { features: randomTensor([batch, count, channels], "features", name), views: [phi], weights };
}

/** The same units as one image. */
function together({ features, views: [phi], weights }: Units): Units {
  const [first, last] = tf.unstack(phi);
  return {
    features: features.reshape([1, batch * count, channels]),
    views: [tf.concat([first, last], 1).expandDims(0)],
    weights: weights!.reshape([1, batch * count]),
  };
}

for (const form of ["paper", "sigmoid-l1", "regression", "supcon", "diagonal"] as const) {
  onEachBackend(`compareUnits() across images treats a batch as one image, form ${form}`, () => {
    tf.tidy(() => {
      const options = (across?: "images" | "both") =>
        z.strictObject(shape).parse({ form, ...(across && { across }) });
      const truth = comparison(options(), [32, 32], classes + 1), a = units("a");
      for (const b of [a, units("b")]) {
        const value = (a: Units, b: Units, across?: "images" | "both") =>
          compareUnits(a, b, truth, options(across), 1).dataSync()[0];
        const one = together(a), whole = value(one, a === b ? one : together(b));
        assertClose([value(a, b, "images")], [whole], 1e-5);
        assertClose([value(a, b, "both")], [(whole + value(a, b)) / 2], 1e-5);
      }
    });
  });
}

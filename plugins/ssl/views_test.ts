import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { drawViews } from "./views.ts";
import type { ViewOptions } from "./views.ts";

const PLAIN: ViewOptions = { crop: 1, flip: 0, jitter: 0 };
const key = (n: number) => tf.tensor1d([3, n], "int32");

/** Row and column of each pixel, from 0 to 1, as two channels. */
function places(batch: number, height: number, width: number): Tensor4D {
  const along = (n: number, shape: number[]) => tf.linspace(0, 1, n).reshape(shape);
  const rows = tf.tile(along(height, [1, height, 1, 1]), [batch, 1, width, 1]);
  const columns = tf.tile(along(width, [1, 1, width, 1]), [batch, height, 1, 1]);
  return tf.concat([rows, columns], 3) as Tensor4D;
}

onEachBackend("drawViews() with nothing to change gives each image twice", () => {
  tf.tidy(() => {
    const images = randomTensor([3, 8, 6, 3], "images") as Tensor4D;
    assertClose(drawViews(images, key(1), PLAIN), tf.tile(images, [2, 1, 1, 1]), 0, 1e-4);
  });
});

onEachBackend("drawViews() repeats by its key, and draws each view of each image apart", () => {
  tf.tidy(() => {
    const images = tf.tile(randomTensor([1, 8, 8, 3], "images"), [3, 1, 1, 1]) as Tensor4D;
    const options = { crop: .5, flip: .5, jitter: .4 };
    const draw = (n: number) => drawViews(images, key(n), options).dataSync();
    assertEquals(draw(1), draw(1));
    assertNotEquals(draw(1), draw(2));
    const each = tf.split(drawViews(images, key(1), options), 6).map((view) => view.dataSync().join());
    assertEquals(new Set(each).size, 6);
  });
});

onEachBackend("drawViews() crops to the area asked for, inside the image, without black edges", () => {
  tf.tidy(() => {
    const count = 100, views = drawViews(places(count, 9, 17), key(4), { ...PLAIN, crop: .3 });
    const corners = views.gather([0, 8], 1).gather([0, 16], 2).arraySync();
    for (const [[first], [, last]] of corners) {
      const [height, width] = [last[0] - first[0], last[1] - first[1]];
      assert(height > 0 && width > 0 && height <= 1 && width <= 1);
      assert(height * width > .3 - 1e-4 && height * width <= 1, `${height} x ${width}`);
      assert(height / width < 4 / 3 + 1e-4 && width / height < 4 / 3 + 1e-4, `${height} x ${width}`);
      assert(first.every((x) => x >= 0) && last.every((x) => x <= 1));
    }
    const areas = corners.map(([[first], [, last]]) => (last[0] - first[0]) * (last[1] - first[1]));
    assertAlmostEquals(areas.reduce((a, b) => a + b) / areas.length, .65, .05);
    // from one end of a crop to the other the places rise evenly: nothing was read outside
    const rows = views.slice([0, 0, 0, 0], [-1, -1, 1, 1]).reshape([2 * count, 9]);
    const rises = tf.sub(rows.slice([0, 1], [-1, 8]), rows.slice([0, 0], [-1, 8]));
    assertClose(rises, tf.tile(rises.slice([0, 0], [-1, 1]), [1, 8]), 0, 1e-5);
  });
});

onEachBackend("drawViews() flips its share of the views along each axis", () => {
  tf.tidy(() => {
    const views = drawViews(places(150, 3, 3), key(5), { ...PLAIN, flip: .25 });
    const turned = (axis: number) => {
      const ends = views.gather([0, views.shape[axis] - 1], axis);
      const [first, last] = tf.split(tf.mean(ends.gather([axis - 1], 3), axis === 1 ? [2, 3] : [1, 3]), 2, 1);
      return tf.mean(tf.cast(tf.greater(first, last), "float32")).dataSync()[0];
    };
    for (const axis of [1, 2]) assertAlmostEquals(turned(axis), .25, .06);
  });
});

onEachBackend("drawViews() changes contrast, brightness and each channel by at most the jitter", () => {
  tf.tidy(() => {
    const images = tf.zeros([100, 2, 2, 3]) as Tensor4D, jitter = .3;
    const shifts = drawViews(images, key(6), { ...PLAIN, jitter }).slice([0, 0, 0, 0], [-1, 1, 1, -1]);
    const values = shifts.dataSync();
    assert(values.every((x) => Math.abs(x) <= 2 * jitter));
    assert(Math.max(...values) > 1.5 * jitter && Math.min(...values) < -1.5 * jitter);
    const edge = tf.tile(tf.tensor4d([-1, 1], [1, 1, 2, 1]), [100, 2, 1, 1]) as Tensor4D;
    const seen = drawViews(edge, key(7), { ...PLAIN, jitter });
    const contrast = tf.sub(tf.max(seen, [1, 2]), tf.min(seen, [1, 2])).dataSync();
    assert(contrast.every((x) => x <= 2 * (1 + jitter) + 1e-5));
    assert(Math.max(...contrast) > 2.3);
  });
});

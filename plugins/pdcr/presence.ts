import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/**
 * Counts in order of presence, as the authors' 3D code reads them: of the classes that a window holds, background among them, the
 * first is left out and the others stand in a row, whatever their ids. A window full of one class counts nothing.
 *
 * @param counts Of the foreground classes by id, `[..., K]`. @param areas Pixels of the windows, `[..., 1]`.
 * @returns `[..., K]`.
 */
export function countsByPresence(counts: Tensor, areas: Tensor): Tensor {
  return tf.tidy(() => {
    const axis = counts.rank - 1, classes = counts.shape[axis];
    const all = tf.concat([tf.sub(areas, tf.sum(counts, axis, true)), counts], axis);
    const present = tf.greater(all, 0).cast("float32");
    const order = tf.mul(tf.cumsum(present, axis), present).expandDims(-1);
    const places = tf.equal(order, tf.range(2, classes + 2)).cast("float32");
    return tf.sum(tf.mul(all.expandDims(-1), places), axis);
  });
}

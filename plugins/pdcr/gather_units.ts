import { differentiable, tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/**
 * y[b, n] = x[b, cells[n]]: features at some cells of a map. The gradient is a scatter into zeros: tfjs's own gradient of a gather
 * loops over every cell of the map where the backend is plain JavaScript.
 *
 * @param x `[B, ...map, C]`.
 * @param cells Row-major indices into the map, int32 `[N]`, the same for every image, or `[B, N]`; no two of an image alike.
 * @returns `[B, N, C]`.
 */
export function gatherUnits(x: Tensor, cells: Tensor): Tensor {
  const batch = x.shape[0], channels = x.shape[x.rank - 1], count = cells.shape[cells.rank - 1];
  const area = x.size / (batch * channels);
  return differentiable({ x }, (save): Tensor => {
    const first = tf.range(0, batch * area, area, "int32").reshape([batch, 1]);
    const rows = tf.add(first, cells.reshape([-1, count])).flatten();
    save([rows]);
    return tf.gather(x.reshape([batch * area, channels]), rows).reshape([batch, count, channels]);
  }, (dy, [rows]) => ({
    x: () =>
      tf.tidy(() => {
        const updates = dy.reshape([batch * count, channels]);
        return tf.scatterND(rows.expandDims(1), updates, [batch * area, channels]).reshape(x.shape);
      }),
  }));
}

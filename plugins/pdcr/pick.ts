import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/**
 * Columns of `table` `[..., M]` for the units of a step.
 *
 * @param pick int32 `[n]`, the same for every image, or `[B, n]`, one row an image; all columns when left out.
 * @returns `[..., n]`, or `[B, ..., n]` where images have picks of their own.
 */
export function pickColumns(table: Tensor, pick?: Tensor): Tensor {
  if (pick === undefined) return table;
  const before = table.shape.slice(0, -1), columns = table.shape[table.rank - 1];
  if (pick.rank === 1) return tf.gather(table, pick, before.length);
  const [batch, n] = pick.shape;
  return tf.tidy(() => {
    // By flat index, because oneDNN complains of turning int32 tensors over.
    const first = tf.range(0, table.size, columns, "int32").expandDims(1);
    const at = tf.add(pick.expandDims(1), first);
    return tf.gather(table.flatten(), at).reshape([batch!, ...before, n!]);
  });
}

/**
 * Rows of a table of each image, `[B, P, K]`.
 *
 * @param at int32 `[n]`, the same for every image, or `[B, n]`.
 * @returns `[B, n, K]`.
 */
export function pickRows(table: Tensor, at: Tensor): Tensor {
  return at.rank === 1 ? tf.gather(table, at, 1) : tf.gather(table, at, 1, 1);
}

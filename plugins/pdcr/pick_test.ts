import { assertEquals } from "@std/assert";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { pickColumns, pickRows } from "./pick.ts";

onEachBackend(
  "pickColumns() takes the same columns for all images, or puts images with their own in front",
  () => {
    tf.tidy(() => {
      const table = tf.tensor2d([[0, 1, 2], [10, 11, 12]]);
      assertEquals(pickColumns(table), table);
      assertEquals(pickColumns(table, tf.tensor1d([2, 0], "int32")).arraySync(), [[2, 0], [12, 10]]);
      const own = tf.tensor2d([[2, 0], [1, 1], [0, 2]], [3, 2], "int32");
      const wanted = [[[2, 0], [12, 10]], [[1, 1], [11, 11]], [[0, 2], [10, 12]]];
      assertEquals(pickColumns(table, own).arraySync(), wanted);
      assertEquals(pickColumns(tf.tensor1d([5, 6, 7]), own).arraySync(), [[7, 5], [6, 6], [5, 7]]);
    });
  },
);

onEachBackend("pickRows() takes the same rows of all images, or their own", () => {
  tf.tidy(() => {
    const table = tf.tensor3d([[[0], [1], [2]], [[10], [11], [12]]]);
    assertEquals(pickRows(table, tf.tensor1d([2, 1], "int32")).arraySync(), [[[2], [1]], [[12], [11]]]);
    assertEquals(pickRows(table, tf.tensor2d([[0, 2], [1, 1]], [2, 2], "int32")).arraySync(), [
      [[0], [2]],
      [[11], [11]],
    ]);
  });
});

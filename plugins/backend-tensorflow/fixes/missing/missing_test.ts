import { type Tensor, tf } from "@dragsaw/core/tensor";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "../testing.ts";

const values = (...tensors: Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);

test("bitwiseAnd() is of the bits", () => {
  const x = tf.tensor1d([12, 7], "int32"), y = tf.tensor1d([10, 8], "int32");
  assertEquals(values(tf.engine().runKernel(tf.BitwiseAnd, { a: x, b: y }) as Tensor), [[8, 0]]);
});

test("denseBincount() counts, weighs, or says whether", () => {
  const x = tf.tensor1d([1, 1, 3, 9], "int32");
  const none = tf.tensor1d([]);
  assertEquals(values(tf.denseBincount(x, none, 4)), [[0, 2, 0, 1]]);
  assertEquals(values(tf.denseBincount(x, tf.tensor1d([.5, 2, 3, 4]), 4)), [[0, 2.5, 0, 3]]);
  assertEquals(values(tf.denseBincount(x, none, 4, true)), [[0, 1, 0, 1]]);
});

test("image.transform() moves, and fills what comes from outside", () => {
  const image = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const right = tf.tensor2d([[1, 0, -1, 0, 1, 0, 0, 0]]);
  assertEquals(values(tf.image.transform(image, right, "nearest", "constant", 9)), [[9, 1, 9, 3]]);
  assertEquals(tf.image.transform(image, right, "bilinear", "nearest", 0, [3, 4]).shape, [1, 3, 4, 1]);
});

test("maxPoolWithArgmax() tells the places, and refuses padding in numbers", () => {
  const x = tf.tensor4d([1, 5, 2, 3], [1, 2, 2, 1]);
  const { result, indexes } = tf.maxPoolWithArgmax(x, 2, 2, "valid");
  assertEquals([indexes.dtype, ...values(result, indexes)], ["int32", [5], [1]]);
  assertThrows(() => tf.maxPoolWithArgmax(x, 2, 2, 1), RangeError, 'found padding 1, wanted "same"');
});

test("searchSorted() finds the place before or after equals", () => {
  const row = tf.tensor1d([0, 3, 9, 10, 10]), sought = tf.tensor1d([0, 4, 10]);
  assertEquals(values(tf.searchSorted(row, sought, "left")), [[0, 2, 3]]);
  assertEquals(values(tf.searchSorted(row, sought, "right")), [[1, 2, 5]]);
});

test("ragged tensors are made, taken from and filled up", () => {
  const int = (list: number[]) => tf.tensor1d(list, "int32");
  const { rtNestedSplits: splits, rtDenseValues: ranges } = tf.raggedRange(
    int([0, 5]),
    int([3, 7]),
    int([1, 1]),
  );
  assertEquals(values(splits, ranges), [[0, 3, 5], [0, 1, 2, 5, 6]]);
  const taken = tf.raggedGather([splits], ranges, int([1]), 1);
  assertEquals(values(...taken.outputNestedSplits, taken.outputDenseValues), [[0, 2], [5, 6]]);
  const dense = tf.raggedTensorToTensor(int([2, 3]), ranges, tf.scalar(-1, "int32"), [splits], [
    "ROW_SPLITS",
  ]);
  assertEquals(dense.arraySync(), [[0, 1, 2], [5, 6, -1]]);
});

test("sparse ops take and give int32, though TensorFlow's speak int64", () => {
  const { outputIndices, outputShape } = tf.sparse.sparseReshape([[0, 1], [2, 0]], [3, 2], [2, -1]);
  assertEquals([outputIndices.dtype, ...values(outputIndices, outputShape)], ["int32", [0, 1, 1, 1], [2, 3]]);
  const filled = tf.sparse.sparseFillEmptyRows([[0, 1]], [7], [2, 3], -1);
  assertEquals(values(filled.outputIndices, filled.outputValues), [[0, 1, 1, 0], [7, -1]]);
  assertEquals(values(filled.emptyRowIndicator, filled.reverseIndexMap), [[0, 1], [0]]);
});

test("sparseSegmentSum() and sparseSegmentMean() join rows, also of whole numbers", () => {
  const x = tf.tensor2d([[1, 2], [4, 7]], [2, 2], "int32");
  assertEquals(values(tf.sparse.sparseSegmentSum(x, [0, 1], [0, 0])), [[5, 9]]);
  assertEquals(values(tf.sparse.sparseSegmentMean(x, [0, 1], [0, 0])), [[2, 4]]);
});

test("texts are split, joined and hashed", () => {
  const { indices, values: found, shape } = tf.string.stringSplit(["a b", "c"], " ");
  assertEquals([indices.dtype, ...values(indices, shape)], ["int32", [0, 0, 0, 1, 1, 0], [2, 2]]);
  const words = found as tf.Tensor1D;
  assertEquals(words.dataSync(), ["a", "b", "c"] as unknown as Float32Array);
  const { nGrams } = tf.string.stringNGrams(
    words,
    tf.tensor1d([0, 2, 3], "int32"),
    "-",
    [2],
    "",
    "",
    0,
    false,
  );
  assertEquals(nGrams.dataSync(), ["a-b"] as unknown as Float32Array);
  assertEquals(values(tf.string.stringToHashBucketFast(["a", "b", "a"], 1)), [[0, 0, 0]]);
});

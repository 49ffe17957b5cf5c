import { tf } from "@dragsaw/core/tensor";
import { addKernel } from "../replace.ts";
import { bitwiseAnd } from "./bitwise_and.ts";
import { denseBincount } from "./dense_bincount.ts";
import { maxPoolWithArgmax } from "./max_pool_with_argmax.ts";
import { raggedGather, raggedRange, raggedTensorToTensor } from "./ragged.ts";
import { searchSorted } from "./search_sorted.ts";
import { sparseFillEmptyRows, sparseReshape, sparseSegmentMean, sparseSegmentSum } from "./sparse.ts";
import { stringNGrams, stringSplit, stringToHashBucketFast } from "./strings.ts";
import { transform } from "./transform.ts";

/** Adds the kernels that tfjs-node lacks though TensorFlow has the op. */
export function addMissingKernels(): void {
  addKernel(tf.BitwiseAnd, bitwiseAnd);
  addKernel(tf.DenseBincount, denseBincount);
  addKernel(tf.MaxPoolWithArgmax, maxPoolWithArgmax);
  addKernel(tf.RaggedGather, raggedGather);
  addKernel(tf.RaggedRange, raggedRange);
  addKernel(tf.RaggedTensorToTensor, raggedTensorToTensor);
  addKernel(tf.SearchSorted, searchSorted);
  addKernel(tf.SparseFillEmptyRows, sparseFillEmptyRows);
  addKernel(tf.SparseReshape, sparseReshape);
  addKernel(tf.SparseSegmentMean, sparseSegmentMean);
  addKernel(tf.SparseSegmentSum, sparseSegmentSum);
  addKernel(tf.StringNGrams, stringNGrams);
  addKernel(tf.StringSplit, stringSplit);
  addKernel(tf.StringToHashBucketFast, stringToHashBucketFast);
  addKernel(tf.Transform, transform);
}

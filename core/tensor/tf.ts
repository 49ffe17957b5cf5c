/**
 * The array API: TensorFlow.js. The only file in the project that imports it, so that every part shares one engine.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";

export { tf };
/** A tensor of any rank. */
export type Tensor = tf.Tensor;
/** A single number. */
export type Scalar = tf.Scalar;
/** A tensor of rank 1. */
export type Tensor1D = tf.Tensor1D;
/** A tensor of rank 4, `[batch, height, width, channels]` unless said otherwise. */
export type Tensor4D = tf.Tensor4D;
/** A tensor of rank 5, `[batch, depth, height, width, channels]` unless said otherwise. */
export type Tensor5D = tf.Tensor5D;
/** A tensor whose value is replaced by training. */
export type Variable = tf.Variable;

/**
 * Layers: functions from features to features that carry their weights, and how to join them into stages with slots.
 *
 * @module
 */
export * from "./activation.ts";
export * from "./batch_normalization.ts";
export * from "./batch_statistics.ts";
export * from "./chain.ts";
export * from "./conv_bn.ts";
export * from "./conv_bn3d.ts";
export * from "./conv_instance_norm3d.ts";
export * from "./convolution.ts";
export * from "./convolution3d.ts";
export * from "./depthwise_convolution.ts";
export * from "./dropout.ts";
export * from "./instance_normalization.ts";
export * from "./layer.ts";
export * from "./layer3d.ts";
export * from "./max_pool.ts";
export * from "./normalized_pointwise.ts";
export * from "./separable_convolution.ts";
export * from "./up_convolution3d.ts";
export * from "./upsample.ts";

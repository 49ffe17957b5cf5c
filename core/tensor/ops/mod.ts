/** Ops beyond tfjs, each by the active backend's fused kernel or a composition that gives the same numbers. @module */
export { batchNorm, normalize } from "./batch_norm.ts";
export type { Normalized } from "./batch_norm.ts";
export { conv2d } from "./conv2d.ts";
export { convTranspose2d } from "./conv_transpose2d.ts";
export { depthwiseConv2d } from "./depthwise_conv2d.ts";
export { differentiable } from "./differentiable.ts";
export { maxPool2d } from "./max_pool2d.ts";
export { outputSize } from "./geometry.ts";
export { leakyRelu, relu } from "./relu.ts";
export { resizeBilinear } from "./resize_bilinear.ts";
export type { ResizeOptions } from "./resize_bilinear.ts";
export { resizeNearest } from "./resize_nearest.ts";
export { softmaxCrossEntropy } from "./softmax_cross_entropy.ts";
export { uniform } from "./uniform.ts";

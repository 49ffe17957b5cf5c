/**
 * Random changes to patches of volumes: nnU-Net's.
 *
 * @module
 */
export { blur3d, blurVolume } from "./blur.ts";
export { brightness3d } from "./brightness.ts";
export { contrast3d, stretch } from "./contrast.ts";
export { bend, type BendOptions, gamma3d } from "./gamma.ts";
export { coarsen, lowResolution3d } from "./low_resolution.ts";
export { mirror3d } from "./mirror.ts";
export { inOrder, nnunet3d, NNUNET_3D } from "./nnunet.ts";
export { noise3d } from "./noise.ts";
export { rotate3d, rotation } from "./rotate.ts";
export { scale3d } from "./scale.ts";

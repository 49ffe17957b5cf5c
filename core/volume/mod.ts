/**
 * Volumes: voxels with their place in the world, NIfTI, canonical orientation. Imports no tensor library.
 *
 * @module
 */
export * from "./budget.ts";
export * from "./error_kind.ts";
export * from "./fullest.ts";
export * from "./geometry.ts";
export * from "./grey_levels.ts";
export * from "./gzip.ts";
export * from "./orientation.ts";
export * from "./plane.ts";
export * from "./read_file.ts";
export * from "./volume.ts";
export * from "./voxel_type.ts";
export { writeAtomic } from "../checkpoint/atomic.ts";
export { decodeNifti, decodeNiftiPair } from "./nifti/decode_nifti.ts";
export { encodeNifti } from "./nifti/encode_nifti.ts";
export { isNiftiPath, readNifti, writeNifti } from "./nifti/nifti_file.ts";

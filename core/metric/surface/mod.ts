/**
 * Geometry of masks and label maps in 2D and 3D: distances, surfaces, components. Imports no tensor library.
 *
 * @module
 */
export * from "./assd.ts";
export { boundary } from "./boundary.ts";
export * from "./components.ts";
export * from "./distance_transform.ts";
export type { Grid } from "./grid.ts";
export * from "./hd95.ts";
export type { Connectivity } from "./join_runs.ts";
export * from "./keep_largest.ts";
export * from "./nsd.ts";
export * from "./surface_distances.ts";

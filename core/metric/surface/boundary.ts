import { type Grid, type Solid, solid } from "./grid.ts";

/**
 * Surface of a mask: its voxels that have a neighbour outside of it across a face (4 neighbours in 2D, 6 in 3D), which is the
 * mask minus its erosion with a cross. What lies outside the image is outside the mask, so a structure that touches the border
 * has a surface there.
 *
 * @param mask Not 0 inside.
 * @returns 1 on the surface.
 * @throws {RangeError} for a grid that does not fit.
 */
export function boundary(mask: Uint8Array, grid: Pick<Grid, "size">): Uint8Array {
  return surfaceOf(mask, solid({ size: grid.size }, mask.length, "find the surface"));
}

/** {@linkcode boundary} on a grid that was checked. */
export function surfaceOf(mask: Uint8Array, { axes, size: [depth, height, width] }: Solid): Uint8Array {
  const surface = new Uint8Array(mask.length), area = height * width;
  for (let z = 0, i = 0; z < depth; z++) {
    const endSlice = axes === 3 && (z === 0 || z === depth - 1);
    for (let y = 0; y < height; y++) {
      const endRow = endSlice || y === 0 || y === height - 1;
      for (let x = 0; x < width; x++, i++) {
        if (!mask[i]) continue;
        if (
          endRow || x === 0 || x === width - 1 || !mask[i - 1] || !mask[i + 1] || !mask[i - width] ||
          !mask[i + width] || (axes === 3 && (!mask[i - area] || !mask[i + area]))
        ) surface[i] = 1;
      }
    }
  }
  return surface;
}

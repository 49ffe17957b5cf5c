import type { Affine } from "./transform.ts";

/** The map that leaves every point where it is. */
export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];

/** `compose(a, b)(p) = a(b(p))`: first `b`, then `a`. */
export function compose(a: Affine, b: Affine): Affine {
  return [
    a[0] * b[0] + a[1] * b[3],
    a[0] * b[1] + a[1] * b[4],
    a[0] * b[2] + a[1] * b[5] + a[2],
    a[3] * b[0] + a[4] * b[3],
    a[3] * b[1] + a[4] * b[4],
    a[3] * b[2] + a[4] * b[5] + a[5],
  ];
}

/**
 * The map that undoes `map`: compose(map, invert(map)) is the identity up to rounding.
 *
 * @throws {RangeError} when the map flattens the plane onto a line or a point.
 */
export function invert(map: Affine): Affine {
  const [a, b, c, d, e, f] = map;
  const determinant = a * e - b * d;
  if (determinant === 0 || !Number.isFinite(determinant)) {
    throw new RangeError(
      `Cannot invert an affine map: expected a finite determinant other than 0, found ${determinant}`,
    );
  }
  const [p, q, r, s] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [p, q, -(p * c + q * f), r, s, -(r * c + s * f)];
}

/** Where `map` sends the point (x, y). */
export function apply(map: Affine, x: number, y: number): [number, number] {
  return [map[0] * x + map[1] * y + map[2], map[3] * x + map[4] * y + map[5]];
}

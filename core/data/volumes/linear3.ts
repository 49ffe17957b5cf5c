import type { Linear3 } from "./volume_transform.ts";

/** The map that leaves every point where it is. */
export const IDENTITY3: Linear3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** `compose3(a, b)(p) = a(b(p))`: first `b`, then `a`. */
export function compose3(a: Linear3, b: Linear3): Linear3 {
  const cell = (row: number, column: number) =>
    a[3 * row] * b[column] + a[3 * row + 1] * b[3 + column] + a[3 * row + 2] * b[6 + column];
  return [
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(1, 0),
    cell(1, 1),
    cell(1, 2),
    cell(2, 0),
    cell(2, 1),
    cell(2, 2),
  ];
}

/** For each axis 1 or -1, where the map does no more than mirror; nothing otherwise. */
export function mirrorsOf(map: Linear3): readonly [number, number, number] | undefined {
  const only = map.every((value, i) => i % 4 === 0 ? Math.abs(value) === 1 : value === 0);
  return only ? [map[0], map[4], map[8]] : undefined;
}

import { minus } from "../charts/scale.ts";

/** A number in at most four digits, exponent only where there are many zeros. */
export function readable(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return minus(value.toExponential(2).replace(/e\+?/, "e"));
  return minus(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4));
}

import { AssertionError } from "@std/assert";
import type { Numbers } from "./numbers.ts";
import { shapeOf, toFloat64 } from "./numbers.ts";

/**
 * |actual_i - expected_i| <= max(rtol |expected_i|, atol) for every i; not a number equals not a number.
 *
 * @param actual What was computed.
 * @param expected What it should be; shapes are compared where both have one.
 * @param rtol Tolerance as a share of each value.
 * @param atol Absolute tolerance; by default `rtol` of the largest expected value, which is what float32 sums can hold.
 * @param message Put before what is wrong.
 * @throws {AssertionError} naming the worst value.
 */
export function assertClose(
  actual: Numbers,
  expected: Numbers,
  rtol = 1e-5,
  atol?: number,
  message = "Values differ",
): void {
  const found = toFloat64(actual), wanted = toFloat64(expected);
  const shapes = [shapeOf(actual), shapeOf(expected)];
  if (found.length !== wanted.length || (shapes[0] && shapes[1] && `${shapes[0]}` !== `${shapes[1]}`)) {
    throw new AssertionError(
      `${message}: got shape [${shapes[0] ?? found.length}], want [${shapes[1] ?? wanted.length}]`,
    );
  }
  const scale = wanted.reduce(
    (most, value) => Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most,
    0,
  );
  const floor = atol ?? rtol * scale;
  let worst = -1, most = 1, wrong = 0;
  for (let i = 0; i < wanted.length; i++) {
    if (Object.is(found[i], wanted[i]) || found[i] === wanted[i]) continue;
    const excess = Math.abs(found[i] - wanted[i]) / Math.max(rtol * Math.abs(wanted[i]), floor);
    if (excess <= 1) continue;
    wrong++;
    // What compares with nothing (not a number on one side) is the worst there is.
    const size = Number.isNaN(excess) ? Infinity : excess;
    if (size > most || worst < 0) [worst, most] = [i, size];
  }
  if (wrong === 0) return;
  throw new AssertionError(
    `${message}: ${wrong} of ${wanted.length}, worst at ${worst}: got ${found[worst]}, want ${
      wanted[worst]
    } ` +
      `(${most.toPrecision(3)} times the tolerance)`,
  );
}

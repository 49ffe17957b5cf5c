import { AssertionError } from "@std/assert";
import type { Tensor } from "../tensor/mod.ts";
import { dot, randomTensor } from "./numbers.ts";

/** Shapes that a linear map goes between. */
export interface AdjointShapes {
  /** What `linear` takes. */
  readonly input: readonly number[];
  /** What `linear` gives. */
  readonly output: readonly number[];
}

/**
 * <linear(x), y> = <x, transposed(y)> for random x and y, to float32 rounding: sharper than differences, and blind to no
 * misplaced value.
 *
 * @param linear The forward map.
 * @param transposed Its gradient: from the gradient of the output to that of the input.
 * @param tolerance As a share of |linear(x)| |y|.
 * @throws {AssertionError} giving both products.
 */
export function checkAdjoint(
  linear: (x: Tensor) => Tensor,
  transposed: (y: Tensor) => Tensor,
  { input, output }: AdjointShapes,
  tolerance = 1e-5,
): void {
  const x = randomTensor(input, "adjoint x"), y = randomTensor(output, "adjoint y");
  const forward = linear(x), backward = transposed(y);
  try {
    if (`${forward.shape}` !== `${output}` || `${backward.shape}` !== `${input}`) {
      throw new AssertionError(
        `Maps do not fit: got [${input}] to [${forward.shape}] and [${output}] to [${backward.shape}]`,
      );
    }
    const there = dot(forward, y), back = dot(x, backward);
    const allowed = tolerance * Math.sqrt(dot(forward, forward) * dot(y, y));
    if (!(Math.abs(there - back) <= allowed)) {
      throw new AssertionError(
        `Maps are not adjoint: got <Ax, y> = ${there} and <x, A'y> = ${back} (allowed ${allowed})`,
      );
    }
  } finally {
    [x, y, forward, backward].forEach((tensor) => tensor.dispose());
  }
}

import { convInstanceNormLeaky3d, sequence } from "@dragsaw/core/model";
import type { Layer3d, Parameters } from "@dragsaw/core/model";
import type { Triple } from "@dragsaw/core/tensor";
import type { Level } from "./options.ts";

/** The convolutions of a level with normalization and leaky ReLU, the first from `from` channels and strided. */
export function convolutions(
  scope: Parameters,
  from: number,
  { width: to, kernel, convolutions: count }: Level,
  stride: Triple = [1, 1, 1],
): Layer3d {
  return sequence(
    convInstanceNormLeaky3d(scope, "conv1", { from, to, kernel, stride }),
    ...Array.from(
      { length: count - 1 },
      (_, i) => convInstanceNormLeaky3d(scope, `conv${i + 2}`, { from: to, to, kernel }),
    ),
  );
}

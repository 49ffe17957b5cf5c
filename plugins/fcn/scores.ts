import { convolution } from "@dragsaw/core/model";
import type { Backbone, Forward, Parameters } from "@dragsaw/core/model";
import { OptionError } from "@dragsaw/core/registry";
import { resizeBilinear, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/** Adds the scores of finer features to those of the deepest. */
export interface Skips {
  /** Logits at the size of the finest features that are added; `features` are all outputs of the backbone. */
  (logits: Tensor4D, features: readonly Tensor4D[], forward: Forward): Tensor4D;
}

/**
 * The skips of FCN-16s and FCN-8s: a 1x1 convolution scores the features of each stride from the deepest down to `finest`;
 * the scores so far are resized to them and added. They start at 0, as the authors' do.
 *
 * @param finest Pixels between units of the finest features that are added; the deepest's adds none.
 * @throws {OptionError} at `skip` when that is more than the stride of the deepest features.
 */
export function createSkips(
  parameters: Parameters,
  { outputs }: Pick<Backbone, "outputs">,
  { finest, classes }: { finest: number; classes: number },
): Skips {
  const deepest = outputs[outputs.length - 1].field.jump;
  if (finest > deepest) {
    throw new OptionError(
      ["skip"],
      `Cannot add features of stride ${finest}: the deepest of the backbone have stride ${deepest}, want that or less`,
    );
  }
  const scored = outputs.map(({ channels, field }, output) => ({ channels, stride: field.jump, output }))
    .filter(({ stride }) => stride >= finest && stride < deepest).reverse()
    .map(({ channels, stride, output }) => {
      const options = { from: channels, to: classes, kernel: 1, init: { kind: "zeros" } } as const;
      return { score: convolution(parameters, `score${stride}`, options), output };
    });
  return (logits, features, forward) =>
    scored.reduce((sum, { score, output }) =>
      tf.tidy(() => {
        const added = score(features[output], forward), [, height, width] = added.shape;
        return resizeBilinear(sum, height, width).add(added);
      }), logits);
}

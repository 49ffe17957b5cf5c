import { chain, convBnRelu, convolution, dropout, sequence, step } from "@dragsaw/core/model";
import type { Layer, Parameters, Slot, Stage } from "@dragsaw/core/model";

/** From the deepest features to scores. */
export interface Head extends Stage {
  /** The last 1x1 convolution: logits from what `forward` returns. */
  readonly classify: Layer;
}

/**
 * 3x3 convolution without bias, batch normalization, ReLU, dropout .1; then a 1x1 convolution to logits (torchvision's
 * `FCNHead`). Slot `head.conv`, behind the dropout.
 *
 * @param width Channels of the 3x3 convolution.
 */
export function createHead(
  parameters: Parameters,
  { input, width, classes }: { input: Slot; width: number; classes: number },
): Head {
  const scope = parameters.scope("head");
  const conv = convBnRelu(scope, "conv", { from: input.channels, to: width });
  const stage = chain(input, [step(sequence(conv, dropout(width, .1)), "head.conv")]);
  return { ...stage, classify: convolution(scope, "logits", { from: width, to: classes, kernel: 1 }) };
}

import { chain, convBnRelu, maxPool, sequence, step } from "@dragsaw/core/model";
import type { Backbone, Layer, Parameters, Slot, Stage } from "@dragsaw/core/model";
import type { Tensor4D } from "@dragsaw/core/tensor";

/** 3x3 convolutions with batch normalization and ReLU, the first from `from` to `to` channels. */
export function convolutions(
  parameters: Parameters,
  { from, to, count }: { from: number; to: number; count: number },
): [Layer, ...Layer[]] {
  const first = convBnRelu(parameters, "conv1", { from, to });
  const rest = Array.from(
    { length: count - 1 },
    (_, i) => convBnRelu(parameters, `conv${i + 2}`, { from: to, to }),
  );
  return [first, ...rest];
}

/**
 * The slot and output `encoder.i` for each level: convolutions, after 2x2 max pooling in all but the first.
 *
 * @param widths Channels of each level.
 */
export function encoder(
  parameters: Parameters,
  image: Slot,
  widths: readonly number[],
  count: number,
): Backbone {
  const levels: Stage[] = [];
  let input = image;
  for (const [i, to] of widths.entries()) {
    const scope = parameters.scope(`encoder.${i}`);
    const convs = convolutions(scope, { from: input.channels, to, count });
    const level = i === 0 ? sequence(...convs) : sequence(maxPool(input.channels, 2), ...convs);
    levels.push(chain(input, [step(level, `encoder.${i}`)]));
    input = levels[i].output;
  }
  return {
    slots: Object.assign({}, ...levels.map(({ slots }) => slots)),
    outputs: levels.map(({ output }) => output),
    forward(images, forward) {
      let x = images;
      return levels.map((level): Tensor4D => x = level.forward(x, forward));
    },
  };
}

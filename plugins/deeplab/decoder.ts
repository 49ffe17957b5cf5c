import { chain, convBnRelu, dropout, sequence, step } from "@dragsaw/core/model";
import type { Forward, Parameters, Slot } from "@dragsaw/core/model";
import { resizeBilinear, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/** Joins deep features with those of stride 4. */
export interface Decoder {
  /** Its slots, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** What it returns. */
  readonly output: Slot;
  /** Features at the size of `low`. */
  forward(low: Tensor4D, deep: Tensor4D, forward: Forward): Tensor4D;
}

/**
 * The decoder of DeepLabV3+ (method.md section 3). Slots `decoder.low` (the narrowed low features), `decoder.concat` (deep
 * features resized to them, then themselves), `decoder.conv1` and `decoder.conv2` (behind their dropout of .5 and .1, as the
 * authors' code observes them). Their receptive fields are those of the path through the low features: what foreground
 * ratios are taken over; the deep path sees nearly the whole image.
 *
 * @param width Channels of the convolutions.
 * @param lowWidth Channels that the low features are narrowed to.
 */
export function createDecoder(
  parameters: Parameters,
  { low, deep, width, lowWidth }: { low: Slot; deep: Slot; width: number; lowWidth: number },
): Decoder {
  const scope = parameters.scope("decoder");
  const narrow = chain(low, [
    step(convBnRelu(scope, "low", { from: low.channels, to: lowWidth, kernel: 1 }), "decoder.low"),
  ]);
  const joined: Slot = { channels: deep.channels + lowWidth, field: narrow.output.field };
  const convolution = (name: string, from: number, rate: number) =>
    sequence(convBnRelu(scope, name, { from, to: width }), dropout(width, rate));
  const mix = chain(joined, [
    step(convolution("conv1", joined.channels, .5), "decoder.conv1"),
    step(convolution("conv2", width, .1), "decoder.conv2"),
  ]);
  return {
    slots: { ...narrow.slots, "decoder.concat": joined, ...mix.slots },
    output: mix.output,
    forward(low, deep, forward) {
      const fine = narrow.forward(low, forward);
      const all = forward.region(["decoder.concat"], [deep, fine], ([deep, fine]) =>
        tf.tidy(() => {
          const coarse = resizeBilinear(deep, fine.shape[1], fine.shape[2]);
          return tf.concat([coarse, fine], 3);
        }));
      return mix.forward(forward.tap("decoder.concat", all), forward);
    },
  };
}

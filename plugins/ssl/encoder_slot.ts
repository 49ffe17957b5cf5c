import { findSlot } from "@dragsaw/core/model";
import type { Model } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import type { FurtherPass, Network } from "@dragsaw/core";

/** The place in a network whose features stand for the whole image. */
export interface EncoderSlot {
  /** Channels there. */
  readonly channels: number;
  /** Means over the map, `[B, channels]`, of a pass of `images`. */
  read(pass: FurtherPass, images: Tensor4D, network?: Network): Tensor;
}

/**
 * The slot that the options name, else the deepest of the backbone, or of the network where it has none: the last of those
 * with the largest stride, where it knows most of the image before it returns to its size.
 *
 * @throws {OptionError} when the model lacks it.
 */
export function encoderSlot(model: Model, named: string | undefined): EncoderSlot {
  const name = named ?? deepest(model);
  const { channels } = findSlot(model, name, ["slot"]);
  return {
    channels,
    read: (pass, images, network) => tf.tidy(() => tf.mean(pass(images, [name], network).get(name)!, [1, 2])),
  };
}

/** Name of the last slot with the largest stride. */
export function deepest({ backbone, ...model }: Pick<Model, "slots" | "backbone">): string {
  const slots = backbone?.slots ?? model.slots;
  const strides = Object.values(slots).map(({ field }) => field.jump), largest = Math.max(...strides);
  return Object.keys(slots)[strides.lastIndexOf(largest)];
}

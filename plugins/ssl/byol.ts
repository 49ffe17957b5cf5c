import type { Loss, LossBuildContext } from "@dragsaw/core";
import type { Parameters } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";
import { encoderSlot } from "./encoder_slot.ts";
import { createMlp } from "./mlp.ts";
import { shape, sizeSchema } from "./options.ts";
import { meanCosine } from "./similarity.ts";
import { drawViews } from "./views.ts";
import { withoutGradient } from "./without_gradient.ts";

const options = {
  ...shape,
  hidden: sizeSchema(512, "Numbers between the layers of both heads; the paper has 4096"),
  dimensions: sizeSchema(128, "Numbers that stand for an image; the paper has 256"),
  momentum: z.number().min(0).max(1).default(.99).describe(
    "What the target network keeps of its weights at each update, at the beginning",
  ),
  ramp: z.boolean().default(true).describe("Raise the momentum to 1 along a cosine until the training ends"),
};

type ByolOptions = z.output<z.ZodObject<typeof options>>;

/** 1 - (1 - momentum) (cos(pi progress) + 1) / 2. */
export function rampedMomentum(momentum: number, progress: Scalar): Scalar {
  return tf.sub(1, tf.mul(tf.add(tf.cos(tf.mul(progress, Math.PI)), 1), (1 - momentum) / 2));
}

/**
 * BYOL (Grill et al. 2020, arXiv 2006.07733): the online network predicts from one view what the target network, its moving
 * average, projects of the other: L = sum over both directions of 2 - 2 cos(q(z), z').
 */
function byolLoss(
  { hidden, dimensions, momentum, ramp, views, slot }: ByolOptions,
  context: LossBuildContext,
): Loss {
  const encoder = encoderSlot(context.model, slot), { parameters } = context;
  const layers = [{ to: hidden, norm: true, relu: true }, { to: dimensions }];
  const projector = (parameters: Parameters) =>
    createMlp(parameters.scope("projector"), encoder.channels, layers);
  const online = projector(parameters);
  const predictor = createMlp(parameters.scope("predictor"), dimensions, layers);
  const target = context.twin({
    heads: projector,
    momentum: (progress) => ramp ? rampedMomentum(momentum, progress) : momentum,
  });
  return {
    slots: [],
    compute: ({ images, key, pass }) =>
      tf.tidy(() => {
        const both = tf.split(drawViews(images, key, views), 2) as Tensor4D[];
        const wanted = both.map((view) =>
          withoutGradient((): Tensor => target.heads(encoder.read(pass, view, target.network)))
        );
        const given = both.map((view) => predictor(online(encoder.read(pass, view))));
        const alike = tf.add(meanCosine(given[0], wanted[1]), meanCosine(given[1], wanted[0]));
        return tf.sub(4, tf.mul(alike, 2)) as Scalar;
      }),
  };
}

/** The loss `byol`. */
export const byol: Component = define("loss", "byol", {
  summary: "BYOL on whole images: one view predicts what a slow copy of the network makes of another",
  source: "Grill et al. 2020, arXiv 2006.07733",
  options: () => options,
  build: byolLoss,
});

import type { Loss, LossBuildContext } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor4D } from "@dragsaw/core/tensor";
import type { z } from "zod";
import { encoderSlot } from "./encoder_slot.ts";
import { createMlp } from "./mlp.ts";
import { shape, sizeSchema } from "./options.ts";
import { meanCosine } from "./similarity.ts";
import { drawViews } from "./views.ts";
import { withoutGradient } from "./without_gradient.ts";

const options = {
  ...shape,
  hidden: sizeSchema(512, "Numbers between the layers of the projector; the paper has 2048"),
  dimensions: sizeSchema(512, "Numbers that stand for an image; the paper has 2048"),
  bottleneck: sizeSchema(
    128,
    "Numbers between the layers of the predictor; a quarter of dimensions in the paper",
  ),
};

type SimsiamOptions = z.output<z.ZodObject<typeof options>>;

/**
 * SimSiam (Chen and He 2021, arXiv 2011.10566): each view predicts what the same network projects of the other, which takes
 * no gradient: L = -(cos(p_1, z_2) + cos(p_2, z_1)) / 2.
 */
function simsiamLoss(
  { hidden, dimensions, bottleneck, views, slot }: SimsiamOptions,
  context: LossBuildContext,
): Loss {
  const encoder = encoderSlot(context.model, slot), { parameters } = context;
  const projector = createMlp(parameters.scope("projector"), encoder.channels, [
    { to: hidden, norm: true, relu: true },
    { to: hidden, norm: true, relu: true },
    { to: dimensions, norm: true },
  ]);
  const predictor = createMlp(parameters.scope("predictor"), dimensions, [
    { to: bottleneck, norm: true, relu: true },
    { to: dimensions },
  ]);
  return {
    slots: [],
    compute: ({ images, key, pass }) =>
      tf.tidy(() => {
        const both = tf.split(drawViews(images, key, views), 2) as Tensor4D[];
        const projected = both.map((view) => projector(encoder.read(pass, view)));
        const predicted = projected.map(predictor);
        const wanted = projected.map((z) => withoutGradient((): Tensor => z.clone()));
        const alike = tf.add(meanCosine(predicted[0], wanted[1]), meanCosine(predicted[1], wanted[0]));
        return tf.mul(alike, -1 / 2) as Scalar;
      }),
  };
}

/** The loss `simsiam`. */
export const simsiam: Component = define("loss", "simsiam", {
  summary: "SimSiam on whole images: one view predicts what the network makes of another",
  source: "Chen and He 2021, arXiv 2011.10566",
  options: () => options,
  build: simsiamLoss,
});

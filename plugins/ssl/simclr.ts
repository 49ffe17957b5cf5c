import type { Loss, LossBuildContext } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import { z } from "zod";
import { encoderSlot } from "./encoder_slot.ts";
import { createMlp } from "./mlp.ts";
import { shape, sizeSchema } from "./options.ts";
import { ntXent } from "./similarity.ts";
import { drawViews } from "./views.ts";

const options = {
  ...shape,
  hidden: sizeSchema(512, "Numbers between the layers of the projector; the paper has 2048"),
  dimensions: sizeSchema(128, "Numbers that stand for an image, as in the paper"),
  temperature: z.number().positive().default(.1).describe(
    "Divides the cosines; .1 and .5 are the paper's best for large and small images",
  ),
};

type SimclrOptions = z.output<z.ZodObject<typeof options>>;

/**
 * SimCLR (Chen et al. 2020, arXiv 2002.05709): the two views of an image are told from those of the other images of the
 * batch. All views go through the network at once.
 */
function simclrLoss(
  { hidden, dimensions, temperature, views, slot }: SimclrOptions,
  context: LossBuildContext,
): Loss {
  const encoder = encoderSlot(context.model, slot);
  const projector = createMlp(context.parameters.scope("projector"), encoder.channels, [
    { to: hidden, norm: true, relu: true },
    { to: dimensions },
  ]);
  return {
    slots: [],
    compute: ({ images, key, pass }) =>
      tf.tidy(() => {
        if (images.shape[0] === 1) {
          throw new RangeError(
            "Cannot tell an image from others: got a batch of 1, want at least 2; set train.batchSize",
          );
        }
        return ntXent(projector(encoder.read(pass, drawViews(images, key, views))), temperature);
      }),
  };
}

/** The loss `simclr`. */
export const simclr: Component = define("loss", "simclr", {
  summary: "SimCLR on whole images: two views of an image are told from views of the others",
  source: "Chen et al. 2020, arXiv 2002.05709, equation 1",
  options: () => options,
  build: simclrLoss,
});

import {
  type Backbone,
  type BuildContext,
  chain,
  convBnRelu,
  PIXEL,
  type Stage,
  step,
} from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";

/** Channels of each stage, as multiples of the width; each stage has half the resolution of the one before. */
const STAGES = [1, 2, 4, 8];

/** Two 3x3 convolutions a stage, with batch normalization and ReLU. Slots: `stage.0` to `stage.3`. */
export function createTemplate(
  { width }: { readonly width: number },
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const stages: Stage[] = [];
  let input = { channels, field: PIXEL };
  for (const [i, factor] of STAGES.entries()) {
    const to = factor * width, scope = parameters.scope(`stage.${i}`);
    const stage = chain(input, [
      step(convBnRelu(scope, 0, { from: input.channels, to, stride: i === 0 ? 1 : 2 })),
      step(convBnRelu(scope, 1, { from: to, to }), `stage.${i}`),
    ]);
    stages.push(stage);
    input = stage.output;
  }
  return {
    slots: Object.assign({}, ...stages.map(({ slots }) => slots)),
    outputs: stages.map(({ output }) => output),
    forward(images, forward) {
      let x = images;
      return stages.map((stage): Tensor4D => x = stage.forward(x, forward));
    },
  };
}

/** `template`: change its layers, its options, and this line. */
export const template: Component = define("backbone", "template", {
  summary: "Plain convolutions in four stages, strides 1 to 8.",
  options: () => ({
    width: z.int().min(1).default(32).describe(
      "Channels of the first stage; each further one has twice as many.",
    ),
  }),
  build: createTemplate,
});

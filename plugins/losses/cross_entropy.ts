import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { softmaxCrossEntropy } from "@dragsaw/core/tensor";
import { z } from "zod";

/** `cross-entropy`: softmax cross-entropy of every pixel, mean by class weight as in PyTorch. */
export const crossEntropy: Component = define("loss", "cross-entropy", {
  summary: "Softmax cross-entropy, averaged over pixels.",
  dimensions: [2, 3],
  options: () => ({
    classWeights: z.array(z.number().positive()).min(2).optional().describe(
      "Weight of each class, background first; all 1 when left out.",
    ),
  }),
  build({ classWeights }, { classes }) {
    if (classWeights && classWeights.length !== classes) {
      throw new OptionError(
        ["classWeights"],
        `Cannot use ${classWeights.length} weights for ${classes} classes: give one a class, background first`,
      );
    }
    return { slots: [], compute: ({ logits, labels }) => softmaxCrossEntropy(logits, labels, classWeights) };
  },
});

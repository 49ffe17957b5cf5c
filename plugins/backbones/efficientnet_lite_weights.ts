import type { WeightMap } from "@dragsaw/core/weights";
import { weightNames } from "./weight_names.ts";

/**
 * Names as in efficientnet_lite_pytorch, which follow TensorFlow's: blocks count from 0, and so do the norms of a block, but
 * from 1 where it has no `expand`.
 */
export const efficientNetLiteWeights: WeightMap = weightNames((layer) => {
  if (layer === "stem") return { convolution: "_conv_stem", norm: "_bn0" };
  const [, number, part] = /^block\.(\d+)\.(\w+)$/.exec(layer) ?? [];
  const block = `_blocks.${Number(number) - 1}`;
  switch (part) {
    case "expand":
      return { convolution: `${block}._expand_conv`, norm: `${block}._bn0` };
    case "depthwise":
      return { convolution: `${block}._depthwise_conv`, norm: `${block}._bn1`, layout: "depthwise" };
    case "project":
      return { convolution: `${block}._project_conv`, norm: `${block}._bn2` };
    default:
      return undefined;
  }
});

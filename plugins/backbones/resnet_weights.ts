import type { WeightMap } from "@dragsaw/core/weights";
import { weightNames } from "./weight_names.ts";

/**
 * Names as in torchvision's ResNets: `layer1.0.conv1` here is `layer1.0.conv1` with `layer1.0.bn1`, `layer1.0.downsample`
 * is `layer1.0.downsample.0` with `.1`.
 */
export const resnetWeights: WeightMap = weightNames((layer) =>
  layer.endsWith("downsample")
    ? { convolution: `${layer}.0`, norm: `${layer}.1` }
    : { convolution: layer, norm: layer.replace(/conv(?=\d$)/, "bn") }
);

import type { WeightMap } from "@dragsaw/core/weights";
import { resnetWeights } from "./resnet_weights.ts";
import { weightNames } from "./weight_names.ts";

const convolutions = weightNames((layer) => ({ convolution: `${layer}.0`, norm: `${layer}.1` }));

/** Names as in the authors' files of DRN-D: blocks as torchvision's ResNets, `layer0` is `layer0.0` with `layer0.1`. */
export const drnWeights: WeightMap = {
  source: (name) => (/^layer[3-6]\./.test(name) ? resnetWeights : convolutions).source(name),
};

import type { WeightMap } from "@dragsaw/core/weights";
import { weightNames } from "./weight_names.ts";

/** Modules of a block in order; the first block has no `expand`. */
const PARTS = ["expand", "depthwise", "project"];

/**
 * Names as in torchvision's MobileNetV2: `stem` is `features.0.0` with `features.0.1`; block n is `features.n.conv`, whose
 * first parts are a convolution and its norm (`0.0` and `0.1`) each, and whose last part is the two themselves.
 */
export const mobileNetV2Weights: WeightMap = weightNames((layer) => {
  if (layer === "stem") return { convolution: "features.0.0", norm: "features.0.1" };
  const [, block, part] = /^block\.(\d+)\.(\w+)$/.exec(layer) ?? [];
  if (!PARTS.includes(part)) return undefined;
  const place = PARTS.indexOf(part) - (block === "1" ? 1 : 0), prefix = `features.${block}.conv.${place}`;
  if (part === "project") {
    return { convolution: prefix, norm: `features.${block}.conv.${place + 1}` };
  }
  const layout = part === "depthwise" ? "depthwise" : "conv";
  return { convolution: `${prefix}.0`, norm: `${prefix}.1`, layout };
});

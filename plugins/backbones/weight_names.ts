import type { WeightLayout, WeightMap } from "@dragsaw/core/weights";

/** How a layer of ours, a convolution with its batch norm, is named in files of PyTorch. */
export interface LayerNames {
  /** Module of the convolution. */
  readonly convolution: string;
  /** Module of its batch norm. */
  readonly norm: string;
  /** How the kernel lies; "conv" unless given. */
  readonly layout?: WeightLayout;
}

const NORM: Readonly<Record<string, string>> = {
  gamma: "weight",
  beta: "bias",
  mean: "running_mean",
  variance: "running_var",
};

/**
 * The map of a network made of convolutions with batch norm.
 *
 * @param names For the name of a layer in the backbone, that of its modules in files; `undefined` when files lack it.
 */
export function weightNames(names: (layer: string) => LayerNames | undefined): WeightMap {
  return {
    source(name) {
      const end = name.lastIndexOf("."), leaf = name.slice(end + 1);
      const found = names(name.slice(0, end));
      if (!found) return undefined;
      if (leaf === "weight") return { name: `${found.convolution}.weight`, layout: found.layout ?? "conv" };
      if (!Object.hasOwn(NORM, leaf)) return undefined;
      return { name: `${found.norm}.${NORM[leaf]}`, layout: "vector" };
    },
  };
}

import { addBias, convTranspose3d } from "../../tensor/mod.ts";
import type { Triple } from "../../tensor/mod.ts";
import type { Parameters } from "../parameters.ts";
import { newLayer } from "./layer.ts";
import { byAxis } from "./layer3d.ts";
import type { Layer3d } from "./layer3d.ts";
import { enlarge } from "./upsample.ts";

/** Shape of a transposed convolution on volumes. */
export interface UpConvolution3dOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
  /** Outputs for each input by axis: kernel and stride; 2 each unless given. */
  readonly factor?: Triple;
  /** Adds a bias; false unless given. */
  readonly bias?: boolean;
}

/**
 * Transposed convolution without overlap: each unit becomes a block of `factor`. Makes `name.weight` `[fd, fh, fw, to, from]`
 * (an output sees `from` inputs, which sets how it starts) and, if wanted, `name.bias` `[to]`, which starts at 0.
 */
export function upConvolution3d(
  parameters: Parameters,
  name: string | number,
  { from, to, factor = [2, 2, 2], bias = false }: UpConvolution3dOptions,
): Layer3d {
  const scope = parameters.scope(name);
  const weight = scope.weight("weight", [...factor, to, from], { kind: "he", fan: from });
  const offset = bias ? scope.weight("bias", [to], { kind: "zeros" }) : undefined;
  return newLayer(
    to,
    (input) => byAxis(input, (field, axis) => enlarge(field, factor[axis], 1)),
    (x) => {
      const y = convTranspose3d(x, weight as typeof x);
      return offset ? addBias(y, offset) : y;
    },
  );
}

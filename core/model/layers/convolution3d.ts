import { addBias, conv3d } from "../../tensor/mod.ts";
import type { Triple } from "../../tensor/mod.ts";
import type { Init, Parameters } from "../parameters.ts";
import { layer3d } from "./layer3d.ts";
import type { Layer3d } from "./layer3d.ts";
import { evenPadding } from "./padding.ts";

/** Shape of a convolution on volumes. */
export interface Convolution3dOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
  /** Slices, rows and columns of the kernel, odd unless padding is given; 3 each unless given. */
  readonly kernel?: Triple;
  /** Units between outputs by axis; 1 each unless given. */
  readonly stride?: Triple;
  /** Zeros on both sides by axis; (kernel - 1) / 2 unless given. */
  readonly padding?: Triple;
  /** Adds a bias; true unless given. */
  readonly bias?: boolean;
  /** How the kernel starts; He et al. 2015 over the inputs of a unit unless given. */
  readonly init?: Init;
}

/**
 * y = conv(x, weight) + bias, padded with zeros. Makes `name.weight` `[kd, kh, kw, from, to]` and `name.bias` `[to]`, which
 * starts at 0.
 *
 * @throws {RangeError} when a side of the kernel is even and no padding given.
 */
export function convolution3d(
  parameters: Parameters,
  name: string | number,
  { from, to, kernel = [3, 3, 3], stride = [1, 1, 1], bias = true, init, ...given }: Convolution3dOptions,
): Layer3d {
  const [d, h, w] = kernel;
  const padding = given.padding ?? [evenPadding(d, 1), evenPadding(h, 1), evenPadding(w, 1)];
  const scope = parameters.scope(name);
  const weight = scope.weight("weight", [d, h, w, from, to], init ?? { kind: "he", fan: d * h * w * from });
  const offset = bias ? scope.weight("bias", [to], { kind: "zeros" }) : undefined;
  return layer3d(to, { kernel, stride, padding }, (x) => {
    const y = conv3d(x, weight as typeof x, { stride, padding });
    return offset ? addBias(y, offset) : y;
  });
}

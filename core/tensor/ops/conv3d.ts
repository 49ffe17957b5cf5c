import type { Conv3dGeometry, Kernels } from "../backend.ts";
import { kernels } from "../select.ts";
import type { Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { outputSize } from "./geometry.ts";

type Fused = Pick<Kernels, "conv3d" | "conv3dInputGradient" | "conv3dWeightGradient">;

function isFused(offered: Partial<Kernels>): offered is Fused {
  return Boolean(offered.conv3d && offered.conv3dInputGradient && offered.conv3dWeightGradient);
}

function fused(x: Tensor5D, w: Tensor5D, geometry: Conv3dGeometry, kernel: Fused): Tensor5D {
  return differentiable({ x, w }, (save) => {
    save([x, w]);
    return kernel.conv3d(x, w, geometry);
  }, (dy, saved) => {
    const [x, w] = saved as Tensor5D[];
    return {
      x: () => kernel.conv3dInputGradient(x.shape, w, dy, geometry),
      w: () => kernel.conv3dWeightGradient(x, w.shape, dy, geometry),
    };
  });
}

/** {@linkcode conv3d} from tfjs ops alone: what every backend can do, and the fused kernels are checked against. */
export function portableConv3d(x: Tensor5D, w: Tensor5D, { stride, padding }: Conv3dGeometry): Tensor5D {
  return tf.tidy(() => {
    const around = tf.pad(x, [[0, 0], ...padding.map((p): [number, number] => [p, p]), [0, 0]]);
    return tf.conv3d(around, w, [...stride], "valid");
  });
}

/**
 * y[b,i,j,k,o] = sum over l,m,n,c of x[b, i s0 + l - p0, j s1 + m - p1, k s2 + n - p2, c] w[l,m,n,c,o], without bias (s
 * stride, p padding on each side as in PyTorch).
 *
 * @param x [B,D,H,W,Ci].
 * @param w [kd,kh,kw,Ci,Co].
 * @returns [B,D',H',W',Co] with D' = floor((D + 2 p0 - kd) / s0) + 1, and so on.
 * @throws {RangeError} when the channels differ or the kernel does not fit.
 */
export function conv3d(x: Tensor5D, w: Tensor5D, geometry: Conv3dGeometry): Tensor5D {
  if (x.shape[4] !== w.shape[3]) {
    throw new RangeError(`Cannot convolve: x has ${x.shape[4]} channels, the kernel wants ${w.shape[3]}`);
  }
  for (const axis of [0, 1, 2] as const) {
    const stride = geometry.stride[axis], padding = geometry.padding[axis];
    outputSize(x.shape[axis + 1], w.shape[axis], { stride, padding, dilation: 1 });
  }
  const offered = kernels();
  return isFused(offered) ? fused(x, w, geometry, offered) : portableConv3d(x, w, geometry);
}

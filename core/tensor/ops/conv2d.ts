import type { ConvGeometry, Kernels } from "../backend.ts";
import { kernels } from "../select.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { dilated } from "./dilated.ts";
import { outputSize, padded } from "./geometry.ts";

type Fused = Pick<Kernels, "conv2d" | "conv2dInputGradient" | "conv2dWeightGradient">;

/** The active backend's own convolution, if it has one with both gradients. */
export function convKernel(): Fused | undefined {
  const { conv2d, conv2dInputGradient, conv2dWeightGradient } = kernels();
  return conv2d && conv2dInputGradient && conv2dWeightGradient &&
    { conv2d, conv2dInputGradient, conv2dWeightGradient };
}

function fused(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry, kernel: Fused): Tensor4D {
  return differentiable({ x, w }, (save) => {
    save([x, w]);
    return kernel.conv2d(x, w, geometry);
  }, (dy, saved) => {
    const [x, w] = saved as Tensor4D[];
    return {
      x: () => kernel.conv2dInputGradient(x.shape, w, dy, geometry),
      w: () => kernel.conv2dWeightGradient(x, w.shape, dy, geometry),
    };
  });
}

/** {@linkcode conv2d} from tfjs ops alone: what every backend can do, and the fused kernels are checked against. */
export function portableConv2d(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D {
  return tf.tidy(() => {
    const size = [w.shape[0], w.shape[1]] as const;
    if (geometry.dilation > 1) return dilated(x, size, geometry, (x) => tf.conv2d(x, w, 1, "valid"));
    const window = padded(x, size, geometry);
    return tf.conv2d(window.x, w, geometry.stride, window.pad);
  });
}

/**
 * y[b,i,j,o] = sum over k,l,c of x[b, i s + k d - p, j s + l d - p, c] w[k,l,c,o], without bias (s stride, d dilation,
 * p padding on each side as in PyTorch).
 *
 * @param x [B,H,W,Ci].
 * @param w [kh,kw,Ci,Co].
 * @returns [B,H',W',Co] with H' = floor((H + 2p - d (kh - 1) - 1) / s) + 1.
 * @throws {RangeError} when the channels differ or the kernel does not fit.
 */
export function conv2d(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D {
  if (x.shape[3] !== w.shape[2]) {
    throw new RangeError(`Cannot convolve: x has ${x.shape[3]} channels, the kernel wants ${w.shape[2]}`);
  }
  outputSize(x.shape[1], w.shape[0], geometry);
  outputSize(x.shape[2], w.shape[1], geometry);
  const kernel = convKernel();
  return kernel ? fused(x, w, geometry, kernel) : portableConv2d(x, w, geometry);
}

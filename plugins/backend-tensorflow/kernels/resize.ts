import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import { bool, type } from "./attributes.ts";

/** Bilinear resize, source = (i + 1/2) in/out - 1/2, and its gradient. */
export function resizeKernels(
  backend: NodeBackend,
): Pick<Kernels, "resizeBilinear" | "resizeBilinearGradient"> {
  const attributes = [type("T", "float32"), bool("align_corners", false), bool("half_pixel_centers", true)];
  return {
    resizeBilinear: (x, height, width) =>
      tf.tidy(() => {
        const size = tf.tensor1d([height, width], "int32");
        return backend.executeSingleOutput("ResizeBilinear", attributes, [x, size]) as Tensor4D;
      }),
    resizeBilinearGradient: (dy, x) =>
      backend.executeSingleOutput("ResizeBilinearGrad", attributes, [dy, x]) as Tensor4D,
  };
}

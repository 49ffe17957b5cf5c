import { type Tensor, tf } from "@dragsaw/core/tensor";
import { string, type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Inputs = { readonly image: Tensor; readonly transforms: Tensor };

/** Images [B,H,W,C] under projective maps [B,8] from places of the output to places of the input. */
export function transform(
  { inputs: { image, transforms }, attrs, backend }: KernelCall<Inputs, tf.TransformAttrs>,
): tf.TensorInfo {
  const attributes = [
    type("dtype", "float32"),
    string("interpolation", attrs.interpolation.toUpperCase()),
    string("fill_mode", attrs.fillMode.toUpperCase()),
  ];
  return tf.tidy(() => {
    const shape = tf.tensor1d(attrs.outputShape ?? image.shape.slice(1, 3), "int32");
    const inputs = [image, transforms, shape, tf.scalar(attrs.fillValue)];
    return backend.executeSingleOutput("ImageProjectiveTransformV3", attributes, inputs);
  });
}

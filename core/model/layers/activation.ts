import { relu } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/tf.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** An element-wise function as a layer: ReLU unless another is given. */
export function activation(channels: number, apply: (x: Tensor4D) => Tensor4D = relu): Layer {
  return layer(channels, { kernel: 1 }, (x) => apply(x));
}

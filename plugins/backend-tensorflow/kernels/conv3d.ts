import { type Conv3dGeometry, type Kernels, outputSize, tf } from "@dragsaw/core/tensor";
import type { Tensor5D } from "@dragsaw/core/tensor";
import type { Attribute } from "../binding/attribute.ts";
import type { NodeBackend } from "../node_backend.ts";
import { ints, string, type } from "./attributes.ts";
import { isSame } from "./padding.ts";

type Conv3dKernels = Pick<Kernels, "conv3d" | "conv3dInputGradient" | "conv3dWeightGradient">;

/** How TensorFlow is told of zeros around a volume: by a word, or by zeros put there first, before and after each axis. */
interface Window {
  readonly padding: "VALID" | "SAME";
  readonly around?: readonly [number, number][];
}

/** y[i] = sum_k x[stride i + k - padding] w[k] on volumes, and its two gradients, as TensorFlow's own ops. */
export function conv3dKernels(backend: NodeBackend): Conv3dKernels {
  const run = (name: string, inputs: tf.TensorInfo[], geometry: Conv3dGeometry, { padding }: Window) =>
    backend.executeSingleOutput(name, attributes(name, geometry, padding), inputs) as Tensor5D;
  const sizes = (shape: readonly number[]) => tf.tensor1d([...shape], "int32");
  const widened = (x: Tensor5D, { around }: Window) =>
    around ? tf.pad(x, [[0, 0], ...around, [0, 0]]) as Tensor5D : x;
  return {
    conv3d: (x, w, geometry) =>
      tf.tidy(() => {
        const window = chooseWindow(x.shape, w.shape, geometry);
        return run("Conv3D", [widened(x, window), w], geometry, window);
      }),
    conv3dInputGradient: (shape, w, dy, geometry) =>
      tf.tidy(() => {
        const window = chooseWindow(shape, w.shape, geometry), { around } = window;
        const wide = shape.map((n, axis) => n + (around?.[axis - 1]?.reduce((a, b) => a + b) ?? 0));
        const dx = run("Conv3DBackpropInputV2", [sizes(wide), w, dy], geometry, window);
        return around ? tf.slice(dx, [0, ...around.map(([before]) => before), 0], shape) : dx;
      }),
    conv3dWeightGradient: (x, shape, dy, geometry) =>
      tf.tidy(() => {
        const window = chooseWindow(x.shape, shape, geometry);
        const inputs = [widened(x, window), sizes(shape), dy];
        return run("Conv3DBackpropFilterV2", inputs, geometry, window);
      }),
  };
}

/** SAME or VALID where they mean the symmetric padding of `geometry`, else zeros around as far as a window reaches. */
function chooseWindow(
  input: readonly number[],
  kernel: readonly number[],
  { stride, padding }: Conv3dGeometry,
): Window {
  const axes = [0, 1, 2].map((axis) => ({
    size: input[axis + 1],
    kernel: kernel[axis],
    geometry: { stride: stride[axis], padding: padding[axis], dilation: 1 },
  }));
  if (padding.every((p) => p === 0)) return { padding: "VALID" };
  if (axes.every(({ size, kernel, geometry }) => isSame(size, kernel, geometry))) return { padding: "SAME" };
  const around = axes.map(({ size, kernel, geometry }): [number, number] => {
    const reach = (outputSize(size, kernel, geometry) - 1) * geometry.stride + kernel;
    return [geometry.padding, Math.max(0, reach - size - geometry.padding)];
  });
  return { padding: "VALID", around };
}

function attributes(name: string, { stride }: Conv3dGeometry, padding: "VALID" | "SAME"): Attribute[] {
  return [
    type("T", "float32"),
    ints("strides", [1, ...stride, 1]),
    string("padding", padding),
    string("data_format", "NDHWC"),
    ints("dilations", [1, 1, 1, 1, 1]),
    ...(name === "Conv3DBackpropInputV2" ? [type("Tshape", "int32")] : []),
  ];
}

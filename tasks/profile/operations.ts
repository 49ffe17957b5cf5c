import type { OpCost } from "@dragsaw/core";

type Shape = readonly number[];

/** Where an op has its filter and what the filter makes: at an input, or the result. */
interface Convolution {
  readonly filter: number | "result";
  readonly made: number | "result";
}

const FORWARD: Convolution = { filter: 1, made: "result" };
const INPUT_GRADIENT: Convolution = { filter: 1, made: 2 };
const FILTER_GRADIENT: Convolution = { filter: "result", made: 2 };

const CONVOLUTIONS: Readonly<Record<string, Convolution>> = {
  Conv2D: FORWARD,
  Conv2DBackpropInput: INPUT_GRADIENT,
  Conv2DBackpropFilter: FILTER_GRADIENT,
  DepthwiseConv2dNative: FORWARD,
  DepthwiseConv2dNativeBackpropInput: INPUT_GRADIENT,
  DepthwiseConv2dNativeBackpropFilter: FILTER_GRADIENT,
  Conv3D: FORWARD,
  Conv3DBackpropInputV2: INPUT_GRADIENT,
  Conv3DBackpropFilterV2: FILTER_GRADIENT,
};

const PRODUCTS: ReadonlySet<string> = new Set(["MatMul", "BatchMatMul", "BatchMatMulV2"]);

/**
 * Arithmetic of the convolutions and matrix products among the ops of a call, two operations a multiply-add, whatever way
 * their kernels go.
 */
export function countOperations(call: readonly OpCost[]): Map<OpCost, number> {
  const shapes = new Map(
    call.flatMap(({ name, outputs }) =>
      outputs.map(({ shape }, i) => [i === 0 ? name : `${name}:${i}`, shape] as const)
    ),
  );
  const counts = new Map<OpCost, number>();
  for (const cost of call) {
    const shapeOf = (place: number | "result") =>
      place === "result" ? cost.outputs[0]?.shape : shapes.get(cost.inputs[place]);
    const count = operationsOf(plainName(cost.op), shapeOf);
    if (count !== undefined) counts.set(cost, count);
  }
  return counts;
}

function operationsOf(op: string, shapeOf: (place: number | "result") => Shape | undefined) {
  if (PRODUCTS.has(op)) return ofProduct(shapeOf(0), shapeOf(1), shapeOf("result"));
  const places = CONVOLUTIONS[op];
  if (!places) return undefined;
  const filter = shapeOf(places.filter), made = shapeOf(places.made);
  if (!filter || !made) return undefined;
  return op.startsWith("Depthwise")
    ? 2 * sizeOf(made) * sizeOf(filter.slice(0, 2))
    : 2 * sizeOf(made) * sizeOf(filter.slice(0, -1));
}

/** Whichever of the two are transposed: (mk)(kn) / (mn) = k^2. */
function ofProduct(a?: Shape, b?: Shape, result?: Shape): number | undefined {
  if (!a || !b || !result) return undefined;
  const matrix = (shape: Shape) => sizeOf(shape.slice(-2));
  return 2 * sizeOf(result) * Math.round(Math.sqrt(matrix(a) * matrix(b) / matrix(result)));
}

/** `_MklNativeFusedConv2D`, `_FusedConv2D` -> `Conv2D`: the same op by other kernels. */
export function plainName(op: string): string {
  return op.replace(/^_(Mkl)?(Native)?(Fused)?/, "");
}

const sizeOf = (shape: Shape) => shape.reduce((a, b) => a * b, 1);

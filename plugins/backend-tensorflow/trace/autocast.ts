import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import { DTYPES } from "../dtype.ts";
import type { GraphBuilder, SymbolInfo } from "./graph.ts";

/** Convolutions and matrix products: always in bfloat16, with sums in float32 inside. */
const LOWERED: ReadonlySet<string> = new Set([
  "Conv2D",
  "Conv2DBackpropInput",
  "Conv2DBackpropFilter",
  "DepthwiseConv2dNative",
  "DepthwiseConv2dNativeBackpropInput",
  "DepthwiseConv2dNativeBackpropFilter",
  "Conv3D",
  "Conv3DBackpropInputV2",
  "Conv3DBackpropFilterV2",
  "MatMul",
  "BatchMatMulV2",
]);

/**
 * Ops that move values or take each by itself: in the precision of their largest inputs, or of input number n. A gradient
 * op goes by what the forward pass kept, because tfjs knows of no casts and hands down gradients in float32.
 */
const FOLLOWING: ReadonlyMap<string, "largest" | number> = new Map<string, "largest" | number>([
  ...[
    "Add",
    "AddV2",
    "BatchToSpaceND",
    "ConcatV2",
    "FusedBatchNormV3",
    "_FusedBatchNormEx",
    "Identity",
    "LeakyRelu",
    "MaxPool",
    "Mul",
    "Pad",
    "PadV2",
    "Relu",
    "Relu6",
    "Reshape",
    "Slice",
    "SpaceToBatchND",
    "SplitV",
    "Sub",
    "Tile",
    "Transpose",
  ].map((name) => [name, "largest"] as const),
  ["FusedBatchNormGradV3", 1],
  ["LeakyReluGrad", 1],
  ["MaxPoolGrad", 0],
  ["ReluGrad", 1],
  ["Relu6Grad", 1],
]);

/** How many inputs the attribute T is about where the others keep float32: scales, shifts and statistics. */
const GOVERNED: Readonly<Record<string, number>> = {
  FusedBatchNormV3: 1,
  _FusedBatchNormEx: 1,
  FusedBatchNormGradV3: 2,
};

/** Input n is cast once input m is there: weights, which would be kept in bfloat16 through the whole step else. */
const WAITING: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  Conv2DBackpropInput: { 1: 2 },
  Conv3DBackpropInputV2: { 1: 2 },
};

/**
 * Records ops into a graph with convolutions and matrix products in bfloat16, what only moves values in the precision that
 * it finds, and all else (sums, norms' statistics, losses, optimiser, weights) in float32. Casts are put between, once for
 * each tensor. To tfjs everything is float32.
 */
export class Autocast implements GraphBuilder {
  private readonly casts = new Map<SymbolInfo, SymbolInfo>();
  /** What does not decide on precision though it is float32, with what it is best cast from: 0 and 1, resized bfloat16. */
  private readonly light = new Map<SymbolInfo, SymbolInfo>();

  /** @param graph Where ops go. @param lowers False has every op in float32. */
  constructor(private readonly graph: GraphBuilder, private readonly lowers: boolean) {}

  /** Adds an op in its precision. @throws {TensorFlowError} when it does not fit its inputs. */
  operation(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly SymbolInfo[],
    outputs: number,
  ): SymbolInfo[] {
    if (isToFloat32(name, attributes, inputs)) return [inputs[0]];
    if (name === "IdentityN") return this.graph.operation(name, [typesOf(inputs)], inputs, outputs);
    const low = this.lowers && this.isLow(name, attributes, inputs);
    const governed = GOVERNED[name] ?? inputs.length;
    const cast = inputs.map((input, i) => {
      const event = low ? inputs[WAITING[name]?.[i] ?? -1] : partner(inputs, i);
      return this.as(input, low && i < governed, event);
    });
    const results = this.graph.operation(name, low ? attributes.map(lowered) : attributes, cast, outputs);
    this.note(name, inputs, results);
    return this.lowers && isFeatures(name) && !low ? results.map((result) => this.as(result, true)) : results;
  }

  /** Remembers results in float32 that lose nothing, or no more than their inputs did, in bfloat16. */
  private note(name: string, [input]: readonly SymbolInfo[], [result]: readonly SymbolInfo[]): void {
    const isTruth = name === "Cast" && input.dtype === DTYPES.bool;
    if (isTruth) this.light.set(result, input);
    else if (name === "ResizeBilinear" && this.isLowByNature(input)) this.light.set(result, result);
  }

  private isLowByNature(value: SymbolInfo): boolean {
    return value.dtype === DTYPES.bfloat16 || this.light.has(value);
  }

  private isLow(name: string, attributes: readonly Attribute[], inputs: readonly SymbolInfo[]): boolean {
    if (LOWERED.has(name)) return !isStridedByChannel(name, attributes);
    const rule = FOLLOWING.get(name);
    if (rule === undefined) return false;
    const deciding = (input: SymbolInfo) => !this.light.has(input);
    const deciders = rule === "largest"
      ? largest(inputs.slice(0, GOVERNED[name]).filter(deciding))
      : [inputs[rule]];
    return deciders.length > 0 && deciders.every(({ dtype }) => dtype === DTYPES.bfloat16);
  }

  /**
   * The same values in bfloat16 or float32; what is no float stays as it is.
   *
   * @param event What the cast waits for, when it is for one op alone.
   */
  as(value: SymbolInfo, low: boolean, event?: SymbolInfo): SymbolInfo {
    const wanted = low ? DTYPES.bfloat16 : DTYPES.float32;
    const other = low ? DTYPES.float32 : DTYPES.bfloat16;
    if (value.dtype !== other) return value;
    if (event) return this.cast(this.after(value, event), wanted);
    const known = this.casts.get(value);
    if (known) return known;
    const made = this.cast(this.light.get(value) ?? value, wanted);
    this.casts.set(value, made);
    this.casts.set(made, value);
    return made;
  }

  private cast(value: SymbolInfo, wanted: number): SymbolInfo {
    const attributes: Attribute[] = [
      { name: "SrcT", type: ATTRIBUTE_TYPES.type, value: value.dtype },
      { name: "DstT", type: ATTRIBUTE_TYPES.type, value: wanted },
    ];
    return this.graph.operation("Cast", attributes, [value], 1)[0];
  }

  private after(value: SymbolInfo, event: SymbolInfo): SymbolInfo {
    const both = [value, event];
    return this.graph.operation("IdentityN", [typesOf(both)], both, 2)[0];
  }
}

/** tfjs casts gradients to float32 to be sure; to it bfloat16 is that already. */
function isToFloat32(
  name: string,
  attributes: readonly Attribute[],
  [input]: readonly SymbolInfo[],
): boolean {
  return name === "Cast" && input.dtype === DTYPES.bfloat16 &&
    attributes.some(({ name, value }) => name === "DstT" && value === DTYPES.float32);
}

/** IdentityN hands on each input in its own precision. */
function typesOf(inputs: readonly SymbolInfo[]): Attribute {
  return { name: "T", type: ATTRIBUTE_TYPES.type, value: inputs.map(({ dtype }) => dtype) };
}

/** Whether a convolution gives features or their gradient: bfloat16 as others give them, though it may run in float32. */
function isFeatures(name: string): boolean {
  return name === "DepthwiseConv2dNative" || name === "DepthwiseConv2dNativeBackpropInput";
}

/** Strided convolutions by channel are six times slower in bfloat16 than in float32 (oneDNN 3). */
function isStridedByChannel(name: string, attributes: readonly Attribute[]): boolean {
  const strides = attributes.find(({ name }) => name === "strides")?.value;
  return name.startsWith("DepthwiseConv2d") && Array.isArray(strides) &&
    strides.some((stride) => stride !== 1);
}

/** Float inputs with the most values. */
function largest(inputs: readonly SymbolInfo[]): SymbolInfo[] {
  const floats = inputs.filter(({ dtype }) => dtype === DTYPES.float32 || dtype === DTYPES.bfloat16);
  const size = ({ shape }: SymbolInfo) => shape?.reduce((a, b) => a * b, 1) ?? Infinity;
  const most = Math.max(...floats.map(size));
  return floats.filter((each) => size(each) === most);
}

/**
 * What input `i` meets in float32, as large as itself: features meet their gradient so. Raised at once they would be kept in
 * float32 from the forward pass on.
 */
function partner(inputs: readonly SymbolInfo[], i: number): SymbolInfo | undefined {
  const size = ({ shape }: SymbolInfo) => shape?.reduce((a, b) => a * b, 1);
  return inputs.find((other, j) =>
    j !== i && other.dtype === DTYPES.float32 && size(other) !== undefined && size(other) === size(inputs[i])
  );
}

function lowered(attribute: Attribute): Attribute {
  return attribute.name === "T" && attribute.value === DTYPES.float32
    ? { ...attribute, value: DTYPES.bfloat16 }
    : attribute;
}

import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import type { Executor } from "../binding/binding.ts";
import type { Handles, TensorMetadata } from "../binding/handles.ts";
import { dtypeName, DTYPES } from "../dtype.ts";
import type { Graph, GraphBuilder, NamedFunction, Symbol, SymbolInfo } from "./graph.ts";

/** Values up to this many elements become part of the function, so that TensorFlow can infer shapes from them. */
const SMALL = 256;

/**
 * Records the ops that tfjs runs into a graph. Its tensors have negative numbers: tfjs-node never frees those, and there
 * is nothing behind them that could be read. Tensors from outside become constants or arguments.
 *
 * @typeParam S What an argument stands for.
 */
export class Tracer<S> implements Executor {
  /** What each argument of the function is, in their order. */
  readonly sources: (S | { readonly captured: number })[] = [];
  /** The arguments' places in the graph. */
  readonly arguments: Symbol[] = [];
  private readonly symbols = new Map<number, SymbolInfo>();
  private readonly pending = new Map<number, { source: S; shape: number[]; dtype: number }>();
  /** Eager tensors from here on were made while tracing: nobody else holds them. */
  private readonly mark: number;
  private next = -2;

  /**
   * @param graph Where arguments and constants go. @param ops Where ops go. @param handles Eager tensors.
   * @param fuses Whether fused kernels may be called; not from within one.
   */
  constructor(
    private readonly graph: Graph,
    private readonly ops: GraphBuilder,
    private readonly handles: Handles,
    readonly fuses: boolean,
  ) {
    this.mark = handles.mark;
  }

  /** A tensor that stands for `source`; it becomes an argument of the function once it is used. */
  standIn(source: S, shape: readonly number[], dtype: number): TensorMetadata {
    const id = this.next--;
    this.pending.set(id, { source, shape: [...shape], dtype });
    return { id, shape: [...shape], dtype: seenAs(dtype) };
  }

  /** Records an op. @throws {TypeError} when the size of its output depends on values. */
  execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const values = inputs.map((id) => this.value(id));
    return this.ops.operation(name, attributes, values, outputs).map((info, i) => this.adopt(name, i, info));
  }

  /** Records a call of a function that is compiled into one kernel. */
  call(callee: NamedFunction, inputs: readonly number[]): TensorMetadata[] {
    const values = inputs.map((id) => this.value(id));
    return this.graph.compiledCall(callee, values).map((info, i) => this.adopt(callee.name, i, info));
  }

  /** A tensor as a result of the function; through an op of its own, since one may be several results, or an argument. */
  result(id: number): Symbol {
    const value = this.value(id);
    if (value.dtype !== DTYPES.bfloat16) return this.graph.operation("Identity", [], [value], 1)[0].symbol;
    return this.graph.operation(
      "Cast",
      [
        { name: "SrcT", type: ATTRIBUTE_TYPES.type, value: DTYPES.bfloat16 },
        { name: "DstT", type: ATTRIBUTE_TYPES.type, value: DTYPES.float32 },
      ],
      [value],
      1,
    )[0].symbol;
  }

  private adopt(name: string, index: number, info: SymbolInfo): TensorMetadata {
    const id = this.next--;
    this.symbols.set(id, info);
    return { id, shape: knownShape(name, index, info), dtype: seenAs(info.dtype) };
  }

  /** Place of a tensor in the graph; one from outside is brought in. */
  value(id: number): SymbolInfo {
    const known = this.symbols.get(id);
    if (known !== undefined) return known;
    const value = id < 0 ? this.argument(id) : this.import(id);
    this.symbols.set(id, value);
    return value;
  }

  private argument(id: number): SymbolInfo {
    const stand = this.pending.get(id);
    if (stand === undefined) {
      throw new RangeError("Tracing: found a tensor of another traced function; pass it as an input");
    }
    return this.add(stand.source, stand.shape, stand.dtype);
  }

  private import(id: number): SymbolInfo {
    const { shape, dtype } = this.handles.describe(id);
    const small = shape.reduce((a, b) => a * b, 1) <= SMALL;
    if (small || id >= this.mark) {
      return this.handles.withTensor(id, (tensor) => this.graph.constant(tensor, dtype));
    }
    return this.add({ captured: this.handles.share(id) }, shape, dtype);
  }

  private add(
    source: S | { readonly captured: number },
    shape: readonly number[],
    dtype: number,
  ): SymbolInfo {
    const value = this.graph.placeholder(shape, dtype);
    this.sources.push(source);
    this.arguments.push(value.symbol);
    return value;
  }
}

/** tfjs knows no bfloat16: to it such a tensor is float32. */
const seenAs = (dtype: number): number => dtype === DTYPES.bfloat16 ? DTYPES.float32 : dtype;

/** Results that only go into a gradient op, which does not look at their sizes. */
const OPAQUE: Readonly<Record<string, number>> = { FusedBatchNormV3: 5 };

function knownShape(name: string, index: number, { shape, dtype }: SymbolInfo): number[] {
  if (shape?.every((size) => size >= 0)) return shape;
  if (OPAQUE[name] === index) return [0];
  throw new TypeError(
    `Tracing ${name}: the size of its ${dtypeName(dtype)} output ${index} depends on values ` +
      `(found ${shape === undefined ? "no rank" : `[${shape}]`}); run it outside of the traced function`,
  );
}

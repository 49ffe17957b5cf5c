import type { Attribute } from "../binding/attribute.ts";
import type { Executor } from "../binding/binding.ts";
import type { Handles, TensorMetadata } from "../binding/handles.ts";
import { type DTypeName, dtypeName, DTYPES } from "../dtype.ts";
import type { Graph, Symbol, SymbolInfo } from "./graph.ts";

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
  private readonly symbols = new Map<number, Symbol>();
  private readonly pending = new Map<number, { source: S; shape: number[]; dtype: number }>();
  /** Eager tensors from here on were made while tracing: nobody else holds them. */
  private readonly mark: number;
  private next = -2;

  /** @param graph Where ops go. @param handles Eager tensors. */
  constructor(private readonly graph: Graph, private readonly handles: Handles) {
    this.mark = handles.mark;
  }

  /** A tensor that stands for `source`; it becomes an argument of the function once it is used. */
  standIn(source: S, shape: readonly number[], dtype: DTypeName): TensorMetadata {
    const id = this.next--;
    const stand = { shape: [...shape], dtype: DTYPES[dtype] };
    this.pending.set(id, { source, ...stand });
    return { id, ...stand };
  }

  /** Records an op. @throws {TypeError} when the size of its output depends on values. */
  execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const symbols = inputs.map((id) => this.symbol(id));
    return this.graph.operation(name, attributes, symbols, outputs).map((info, index) => {
      const id = this.next--;
      this.symbols.set(id, info.symbol);
      return { id, shape: knownShape(name, index, info), dtype: info.dtype };
    });
  }

  /** Place of a tensor in the graph; one from outside is brought in. */
  symbol(id: number): Symbol {
    const known = this.symbols.get(id);
    if (known !== undefined) return known;
    const symbol = id < 0 ? this.argument(id) : this.import(id);
    this.symbols.set(id, symbol);
    return symbol;
  }

  private argument(id: number): Symbol {
    const stand = this.pending.get(id);
    if (stand === undefined) {
      throw new RangeError("Tracing: found a tensor of another traced function; pass it as an input");
    }
    return this.add(stand.source, stand.shape, stand.dtype);
  }

  private import(id: number): Symbol {
    const { shape, dtype } = this.handles.describe(id);
    const small = shape.reduce((a, b) => a * b, 1) <= SMALL;
    if (small || id >= this.mark) {
      return this.handles.withTensor(id, (tensor) => this.graph.constant(tensor, dtype));
    }
    return this.add({ captured: this.handles.share(id) }, shape, dtype);
  }

  private add(source: S | { readonly captured: number }, shape: readonly number[], dtype: number): Symbol {
    const symbol = this.graph.placeholder(shape, dtype);
    this.sources.push(source);
    this.arguments.push(symbol);
    return symbol;
  }
}

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

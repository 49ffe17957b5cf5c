import type { Variable } from "@dragsaw/core/tensor";
import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import type { Executor } from "../binding/binding.ts";
import type { Handles, TensorMetadata } from "../binding/handles.ts";
import { type DTypeName, dtypeName, DTYPES, type NumericValues } from "../dtype.ts";
import type { Source } from "./program.ts";
import { TracedVariables } from "./traced_variables.ts";
import type { Graph, GraphBuilder, NamedFunction, Symbol, SymbolInfo } from "./graph.ts";
import { refuseStateful } from "./guard.ts";
import { refusal } from "./refusal.ts";

/** Values up to this many elements become part of the function, so that TensorFlow can infer shapes from them. */
const SMALL = 256;

/**
 * Records the ops that tfjs runs into a graph. Its tensors have negative numbers: tfjs-node never frees those, and there
 * is nothing behind them that could be read. Tensors from outside become constants or arguments.
 */
export class Tracer implements Executor {
  /** No two tracers give the same number: a tensor of one is not mistaken for one of another. */
  private static next = -2;
  /** What each argument of the function is, in their order. */
  readonly sources: Source[] = [];
  /** The arguments' places in the graph. */
  readonly arguments: Symbol[] = [];
  private readonly symbols = new Map<number, SymbolInfo>();
  /** Tensors that come into the graph once they are used. */
  private readonly pending = new Map<number, () => SymbolInfo>();
  /** Constants by their values. */
  private readonly constants = new Map<string, SymbolInfo>();
  private readonly variables: TracedVariables;
  /** Eager tensors from here on were made while tracing: nobody else holds them. */
  private readonly mark: number;
  /** Whether fused kernels may be called: not from within one. */
  readonly fuses: boolean;

  /**
   * @param graph Where arguments and constants go. @param ops Where ops go. @param handles Eager tensors.
   * @param options Whether fused kernels may be called (not from within one, which takes nothing from outside), and whether TensorFlow's variables are arguments.
   */
  constructor(
    private readonly graph: Graph,
    private readonly ops: GraphBuilder,
    private readonly handles: Handles,
    { fuses, resident }: { fuses: boolean; resident: boolean },
  ) {
    this.fuses = fuses;
    this.mark = handles.mark;
    this.variables = new TracedVariables(graph, {
      argument: (variable, resource) =>
        resource
          ? this.add({ variable }, [], DTYPES.resource)
          : this.add({ variable }, variable.shape, DTYPES[variable.dtype as DTypeName]),
      value: (id) => this.raised(this.value(id)),
    }, resident);
  }

  /** A tensor that stands for `source`; it becomes an argument of the function once it is used. */
  standIn(source: Source, shape: readonly number[], dtype: number): TensorMetadata {
    return this.later(shape, dtype, () => this.add(source, shape, dtype));
  }

  /** A tensor that stands for the value that a variable has when the function is called. */
  variableStandIn(variable: Variable): TensorMetadata {
    const standIn = this.contentOf(variable);
    this.variables.enter(variable, standIn.id);
    return standIn;
  }

  /** TensorFlow's variable with the value of tensor `id` in it, for an op that changes it. */
  open(variable: Variable, id: number): TensorMetadata {
    return this.adopt("VarHandleOp", 0, this.variables.open(variable, id));
  }

  /** A tensor that stands for what a variable holds now that an op changed it. */
  written(variable: Variable): TensorMetadata {
    const content = this.contentOf(variable);
    this.variables.written(variable, content.id);
    return content;
  }

  /**
   * Ends the function with variables holding the values of tensors.
   *
   * @returns The values as further results, where variables do not outlive the call.
   */
  assign(variables: readonly Variable[], ids: readonly number[]): Symbol[] {
    if (!this.variables.resident) return ids.map((id) => this.result(id));
    // All values before the first write: one of them may be what a variable held.
    const unwritten = variables.flatMap((variable, i) => this.variables.holds(variable, ids[i]) ? [] : [i]);
    for (const i of unwritten) this.value(ids[i]);
    for (const i of unwritten) this.variables.open(variables[i], ids[i]);
    return [];
  }

  private contentOf(variable: Variable): TensorMetadata {
    const dtype = DTYPES[variable.dtype as DTypeName];
    return this.later(variable.shape, dtype, () => this.variables.read(variable));
  }

  private later(shape: readonly number[], dtype: number, make: () => SymbolInfo): TensorMetadata {
    const id = Tracer.next--;
    this.pending.set(id, make);
    return { id, shape: [...shape], dtype: seenAs(dtype) };
  }

  /** Records an op. @throws {TypeError} when the size of its output depends on values, or it draws numbers by a state. */
  execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    refuseStateful(name);
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
    return this.graph.operation("Identity", [], [this.raised(this.value(id))], 1)[0].symbol;
  }

  private raised(value: SymbolInfo): SymbolInfo {
    if (value.dtype !== DTYPES.bfloat16) return value;
    return this.graph.operation("Cast", TO_FLOAT32, [value], 1)[0];
  }

  private adopt(name: string, index: number, info: SymbolInfo): TensorMetadata {
    const id = Tracer.next--;
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
    const make = this.pending.get(id);
    if (make) return make();
    if (!this.fuses) throw fromOutside();
    throw new RangeError("Tracing: found a tensor of another traced function; pass it as an input");
  }

  private import(id: number): SymbolInfo {
    if (!this.fuses && id < this.mark) throw fromOutside();
    const { shape, dtype } = this.handles.describe(id);
    const small = shape.reduce((a, b) => a * b, 1) <= SMALL;
    if (small && dtype !== DTYPES.string) return this.shared(id, shape, dtype);
    if (small || id >= this.mark) return this.constant(id, dtype);
    return this.add({ captured: this.handles.share(id) }, shape, dtype);
  }

  /** One constant for all tensors of the same few values: a step has thousands of them, such as the axes of its sums. */
  private shared(id: number, shape: readonly number[], dtype: number): SymbolInfo {
    const { buffer } = this.handles.values(id) as NumericValues;
    const key = `${dtype} ${shape}: ${new Uint8Array(buffer)}`;
    const known = this.constants.get(key) ?? this.constant(id, dtype);
    this.constants.set(key, known);
    return known;
  }

  private constant(id: number, dtype: number): SymbolInfo {
    return this.handles.withTensor(id, (tensor) => this.graph.constant(tensor, dtype));
  }

  private add(
    source: Source,
    shape: readonly number[],
    dtype: number,
  ): SymbolInfo {
    const value = this.graph.placeholder(shape, dtype);
    this.sources.push(source);
    this.arguments.push(value.symbol);
    return value;
  }
}

/** A kernel that is shared by calls cannot hold what differs from call to call. */
function fromOutside(): TypeError {
  return refusal(
    "Using a variable or another tensor from outside in fused()",
    "one kernel serves all calls; pass it as an input of the fused function",
  );
}

const TO_FLOAT32: readonly Attribute[] = [
  { name: "SrcT", type: ATTRIBUTE_TYPES.type, value: DTYPES.bfloat16 },
  { name: "DstT", type: ATTRIBUTE_TYPES.type, value: DTYPES.float32 },
];

/** tfjs knows no bfloat16: to it such a tensor is float32. */
const seenAs = (dtype: number): number => dtype === DTYPES.bfloat16 ? DTYPES.float32 : dtype;

/** Results that only go into a gradient op, which does not look at their sizes. */
const OPAQUE: Readonly<Record<string, number>> = { FusedBatchNormV3: 5, _FusedBatchNormEx: 5 };

function knownShape(name: string, index: number, { shape, dtype }: SymbolInfo): number[] {
  if (shape?.every((size) => size >= 0)) return shape;
  if (OPAQUE[name] === index) return [0];
  const found = shape === undefined ? "no rank" : `[${shape}]`;
  throw refusal(
    `Running ${name}`,
    `the size of its ${dtypeName(dtype)} output ${index} depends on values (found ${found}); ` +
      "run it before, and take its results as inputs",
  );
}

import { type Attribute, type AttributeSetters, setAttribute } from "../binding/attribute.ts";
import { dimensions } from "../binding/tensor.ts";
import { cString } from "../c_string.ts";
import type { Status } from "../status.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import { VariableOrder } from "./variable_order.ts";
import { type InputDefinition, inputDefinitions, inputLengths } from "./op_definition.ts";
import type { Parts } from "./parts.ts";

/** A `TF_Output {TF_Operation* oper; int index}`: one result of one op in a graph. */
export type Symbol = Uint8Array<ArrayBuffer>;
const SYMBOL_BYTES = 16;

/** One result of an op: `shape` is undefined where even the rank is unknown, and has -1 for an unknown size. */
export interface SymbolInfo {
  readonly symbol: Symbol;
  readonly shape: number[] | undefined;
  readonly dtype: number;
}

/** Where ops are recorded. */
export interface GraphBuilder {
  /** Adds an op. @param inputs Lists flattened. @throws {TensorFlowError} when it does not fit its inputs. */
  operation(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly SymbolInfo[],
    outputs: number,
  ): SymbolInfo[];
}

/** A finished function and what calls of it give. */
export interface NamedFunction {
  readonly name: string;
  /** Its `TF_Function`. */
  readonly pointer: Deno.PointerValue;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly dtype: number }[];
}

/** A TensorFlow graph in the making. */
export class Graph implements GraphBuilder {
  /** Its `TF_Graph`. */
  readonly pointer: Deno.PointerValue;
  private readonly set: AttributeSetters;
  private readonly definitions = new Map<string, InputDefinition[]>();
  private readonly callees = new Set<string>();
  private readonly order = new VariableOrder();
  private operations = 0;
  private freed = false;

  /** @param c The opened library. @param status Where its functions leave errors. @param parts Told of each operation. */
  constructor(
    private readonly c: TensorFlowC,
    private readonly status: Status,
    private readonly parts?: Parts,
  ) {
    this.pointer = c.TF_NewGraph();
    this.set = graphSetters(c);
  }

  /** Number of operations so far. */
  get size(): number {
    return this.operations;
  }

  /** Adds a value that is known now. @param tensor A `TF_Tensor`; it stays the caller's. */
  constant(tensor: Deno.PointerValue, dtype: number): SymbolInfo {
    const op = this.begin("Const");
    this.c.TF_SetAttrType(op, cString("dtype"), dtype);
    this.c.TF_SetAttrTensor(op, cString("value"), tensor, this.status.pointer);
    this.status.check("Recording a constant");
    return this.finish(op, "Const", 1)[0];
  }

  /** Adds a value that is given with each call. */
  placeholder(shape: readonly number[], dtype: number): SymbolInfo {
    const op = this.begin("Placeholder");
    this.c.TF_SetAttrType(op, cString("dtype"), dtype);
    this.c.TF_SetAttrShape(op, cString("shape"), dimensions(shape), shape.length);
    return this.finish(op, "Placeholder", 1)[0];
  }

  operation(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly SymbolInfo[],
    outputs: number,
  ): SymbolInfo[] {
    let definitions = this.definitions.get(name);
    if (!definitions) {
      this.definitions.set(name, definitions = inputDefinitions(this.c, this.pointer, this.status, name));
    }
    const lengths = inputLengths(name, definitions, attributes, inputs.length);
    const op = this.begin(name);
    let at = 0;
    for (const length of lengths) {
      if (length === null) this.c.TF_AddInput(op, inputs[at++].symbol);
      else this.c.TF_AddInputList(op, join(inputs.slice(at, at += length).map(symbolOf)), length);
    }
    for (const attribute of attributes) setAttribute(this.set, op, attribute);
    for (const earlier of this.order.before(name, inputs)) this.c.TF_AddControlInput(op, earlier);
    const { operation, results } = this.finishOperation(op, name, outputs);
    this.order.after(name, inputs, operation, results);
    return results;
  }

  /**
   * Adds a call of a function that XLA compiles into one kernel.
   *
   * @throws {TensorFlowError}
   */
  compiledCall(callee: NamedFunction, inputs: readonly SymbolInfo[]): SymbolInfo[] {
    if (!this.callees.has(callee.name)) {
      this.c.TF_GraphCopyFunction(this.pointer, callee.pointer, null, this.status.pointer);
      this.status.check(callee.name);
      this.callees.add(callee.name);
    }
    const op = this.begin("PartitionedCall");
    this.c.TF_AddInputList(op, join(inputs.map(symbolOf)), inputs.length);
    const types = (name: string, values: readonly { dtype: number }[]) =>
      this.c.TF_SetAttrTypeList(
        op,
        cString(name),
        Int32Array.from(values, ({ dtype }) => dtype),
        values.length,
      );
    types("Tin", inputs);
    types("Tout", callee.outputs);
    this.c.TF_SetAttrFuncName(op, cString("f"), cString(callee.name), BigInt(callee.name.length));
    this.c.TF_SetAttrBool(op, cString("_XlaMustCompile"), 1);
    const { operation, results } = this.finishOperation(op, "PartitionedCall", callee.outputs.length);
    this.order.after("PartitionedCall", inputs, operation, results);
    return results.map(({ symbol }, i) => {
      const { shape, dtype } = callee.outputs[i];
      return this.withShape({ symbol, shape: undefined, dtype }, shape);
    });
  }

  /** Tells TensorFlow the sizes of a result that it cannot work out. */
  withShape(value: SymbolInfo, shape: readonly number[]): SymbolInfo {
    this.c.TF_GraphSetTensorShape(
      this.pointer,
      value.symbol,
      dimensions(shape),
      shape.length,
      this.status.pointer,
    );
    this.status.check("Setting sizes");
    return Object.assign(value, { shape: [...shape] });
  }

  /**
   * Makes the graph a function, in which every write to a variable happens; the caller deletes it.
   *
   * @throws {TensorFlowError}
   */
  toFunction(name: string, inputs: readonly Symbol[], outputs: readonly Symbol[]): Deno.PointerValue {
    const ALL_OPERATIONS = -1;
    const { writers } = this.order;
    const made = this.c.TF_GraphToFunctionWithControlOutputs(
      this.pointer,
      cString(name),
      0,
      ALL_OPERATIONS,
      null,
      inputs.length,
      join(inputs),
      outputs.length,
      join(outputs),
      null,
      writers.length,
      BigUint64Array.from(writers, Deno.UnsafePointer.value),
      null,
      null,
      null,
      this.status.pointer,
    );
    this.status.check(name);
    return made;
  }

  /** Gives back its memory, once. */
  free(): void {
    if (!this.freed) this.c.TF_DeleteGraph(this.pointer);
    this.freed = true;
  }

  private begin(name: string): Deno.PointerValue {
    // A node's name may not begin with an underscore, as TensorFlow's inner ops do.
    const node = `${name.replace(/^_/, "")}_${this.operations++}`;
    this.parts?.add(node);
    return this.c.TF_NewOperation(this.pointer, cString(name), new TextEncoder().encode(`${node}\0`));
  }

  private finish(op: Deno.PointerValue, name: string, outputs: number): SymbolInfo[] {
    return this.finishOperation(op, name, outputs).results;
  }

  private finishOperation(
    op: Deno.PointerValue,
    name: string,
    outputs: number,
  ): { operation: Deno.PointerValue; results: SymbolInfo[] } {
    const operation = this.c.TF_FinishOperation(op, this.status.pointer);
    this.status.check(name);
    const results = Array.from({ length: outputs }, (_, index) => {
      const symbol = newSymbol(operation, index);
      return { symbol, shape: this.shapeOf(symbol, name), dtype: this.c.TF_OperationOutputType(symbol) };
    });
    return { operation, results };
  }

  private shapeOf(symbol: Symbol, name: string): number[] | undefined {
    const rank = this.c.TF_GraphGetTensorNumDims(this.pointer, symbol, this.status.pointer);
    this.status.check(name);
    if (rank < 0) return undefined;
    const dims = new BigInt64Array(rank);
    this.c.TF_GraphGetTensorShape(this.pointer, symbol, dims, rank, this.status.pointer);
    this.status.check(name);
    return Array.from(dims, Number);
  }
}

function newSymbol(operation: Deno.PointerValue, index: number): Symbol {
  const symbol = new Uint8Array(SYMBOL_BYTES);
  const view = new DataView(symbol.buffer);
  view.setBigUint64(0, Deno.UnsafePointer.value(operation), true);
  view.setInt32(8, index, true);
  return symbol;
}

const symbolOf = ({ symbol }: SymbolInfo): Symbol => symbol;

/** Symbols one after another, as C functions take them. */
export function join(symbols: readonly Symbol[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SYMBOL_BYTES * symbols.length);
  symbols.forEach((symbol, i) => bytes.set(symbol, SYMBOL_BYTES * i));
  return bytes;
}

function graphSetters(c: TensorFlowC): AttributeSetters {
  return {
    string: c.TF_SetAttrString,
    strings: c.TF_SetAttrStringList,
    int: c.TF_SetAttrInt,
    ints: c.TF_SetAttrIntList,
    float: c.TF_SetAttrFloat,
    floats: c.TF_SetAttrFloatList,
    bool: c.TF_SetAttrBool,
    bools: c.TF_SetAttrBoolList,
    type: c.TF_SetAttrType,
    types: c.TF_SetAttrTypeList,
    shape: c.TF_SetAttrShape,
    shapes: c.TF_SetAttrShapeList,
  };
}

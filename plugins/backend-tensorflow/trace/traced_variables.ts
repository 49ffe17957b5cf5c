import type { Variable } from "@dragsaw/core/tensor";
import { type DTypeName, DTYPES } from "../dtype.ts";
import { ANONYMOUS, VARIABLE_OPS } from "../variable_ops.ts";
import type { Graph, SymbolInfo } from "./graph.ts";

/** A variable of TensorFlow's in place of a tfjs variable. */
interface Home {
  resource: SymbolInfo | undefined;
  /** Number of the tensor that it holds. */
  holds: number | undefined;
}

/** How a traced function comes by a variable of TensorFlow's. */
export interface VariableAccess {
  /** Adds an argument that is the variable itself (`resource`) or its value. */
  argument(variable: Variable, resource: boolean): SymbolInfo;
  /** Float32 value of a tensor. */
  value(id: number): SymbolInfo;
}

/** tfjs variables within one traced function: read, assigned and updated in place as TensorFlow's own. */
export class TracedVariables {
  private readonly homes = new Map<Variable, Home>();

  /**
   * @param resident True where TensorFlow's variables are arguments and outlive the call; else values are, and variables are
   * made within.
   */
  constructor(
    private readonly graph: Graph,
    private readonly access: VariableAccess,
    readonly resident: boolean,
  ) {}

  /** Makes tensor `id` stand for what `variable` holds before the function runs. */
  enter(variable: Variable, id: number): void {
    this.homes.set(variable, { resource: undefined, holds: this.resident ? id : undefined });
  }

  /** What it holds now. */
  read(variable: Variable): SymbolInfo {
    const home = this.homes.get(variable)!;
    if (!this.resident && home.resource === undefined) return this.access.argument(variable, false);
    const dtype = DTYPES[variable.dtype as DTypeName];
    const [value] = this.graph.operation("ReadVariableOp", VARIABLE_OPS.read(dtype), [
      this.resource(variable),
    ], 1);
    return this.graph.withShape(value, variable.shape);
  }

  /** TensorFlow's variable with the value of tensor `id` in it. */
  open(variable: Variable, id: number): SymbolInfo {
    const home = this.homes.get(variable)!;
    if (home.holds === id) return this.resource(variable);
    // The value first: it may be what the variable held.
    const value = this.access.value(id), resource = this.resource(variable);
    const dtype = DTYPES[variable.dtype as DTypeName];
    this.graph.operation("AssignVariableOp", VARIABLE_OPS.read(dtype), [resource, value], 0);
    home.holds = id;
    return resource;
  }

  /** Whether TensorFlow's variable has the value of tensor `id` in it. */
  holds(variable: Variable, id: number): boolean {
    return this.homes.get(variable)?.holds === id;
  }

  /** From here on tensor `id` stands for what it holds: an op wrote to it. */
  written(variable: Variable, id: number): void {
    this.homes.get(variable)!.holds = id;
  }

  private resource(variable: Variable): SymbolInfo {
    const home = this.homes.get(variable)!;
    home.resource ??= this.resident ? this.access.argument(variable, true) : this.fresh(variable);
    return home.resource;
  }

  private fresh({ shape, dtype }: Variable): SymbolInfo {
    const attributes = VARIABLE_OPS.make(DTYPES[dtype as DTypeName], shape, ANONYMOUS);
    return this.graph.operation("VarHandleOp", attributes, [], 1)[0];
  }
}

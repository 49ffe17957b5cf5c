import { cString } from "../c_string.ts";
import { Status } from "../status.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import { type Attribute, type AttributeSetters, setAttribute } from "./attribute.ts";
import type { Handles, TensorMetadata } from "./handles.ts";

/** Runs ops one by one. */
export class Eager {
  private readonly set: AttributeSetters;

  /** @param c The opened library. @param context Its `TFE_Context`. @param handles Tensors in and out. */
  constructor(
    private readonly c: TensorFlowC,
    private readonly context: Deno.PointerValue,
    private readonly handles: Handles,
    private readonly status: Status,
  ) {
    this.set = eagerSetters(c, status);
  }

  /**
   * Runs one op now.
   *
   * @param name Its name in TensorFlow.
   * @param inputs Numbers of the input tensors; lists flattened.
   * @param outputs How many outputs it has.
   * @throws {TensorFlowError} with the op's name and TensorFlow's message; nothing is left allocated.
   */
  execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const op = this.begin(name, attributes, inputs);
    try {
      const results = new BigUint64Array(outputs);
      const count = new Int32Array([outputs]);
      this.c.TFE_Execute(op, results, count, this.status.pointer);
      this.status.check(name);
      return this.collect(results, count[0]);
    } finally {
      this.c.TFE_DeleteOp(op);
    }
  }

  /** Runs one op on another thread, so that the event loop goes on. @throws as {@linkcode Eager.execute}. */
  async executeAside(name: string, inputs: readonly number[], outputs: number): Promise<TensorMetadata[]> {
    const op = this.begin(name, [], inputs);
    const status = new Status(this.c);
    try {
      const results = new BigUint64Array(outputs);
      const count = new Int32Array([outputs]);
      await this.c.executeAside(op, results, count, status.pointer);
      status.check(name);
      return this.collect(results, count[0]);
    } finally {
      status.free();
      this.c.TFE_DeleteOp(op);
    }
  }

  private begin(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
  ): Deno.PointerValue {
    const op = this.c.TFE_NewOp(this.context, cString(name), this.status.pointer);
    this.status.check(name);
    try {
      for (const attribute of attributes) setAttribute(this.set, op, attribute);
      for (const id of inputs) {
        this.c.TFE_OpAddInput(op, this.handles.pointer(id), this.status.pointer);
        this.status.check(name);
      }
      return op;
    } catch (error) {
      this.c.TFE_DeleteOp(op);
      throw error;
    }
  }

  private collect(results: BigUint64Array, count: number): TensorMetadata[] {
    const outputs = new Array<TensorMetadata>(count);
    for (let i = 0; i < count; i++) {
      outputs[i] = this.handles.adoptOutput(Deno.UnsafePointer.create(results[i]));
    }
    return outputs;
  }
}

function eagerSetters(c: TensorFlowC, status: Status): AttributeSetters {
  return {
    string: c.TFE_OpSetAttrString,
    strings: c.TFE_OpSetAttrStringList,
    int: c.TFE_OpSetAttrInt,
    ints: c.TFE_OpSetAttrIntList,
    float: c.TFE_OpSetAttrFloat,
    floats: c.TFE_OpSetAttrFloatList,
    bool: c.TFE_OpSetAttrBool,
    bools: c.TFE_OpSetAttrBoolList,
    type: c.TFE_OpSetAttrType,
    types: c.TFE_OpSetAttrTypeList,
    shape(op, name, dims, rank) {
      c.TFE_OpSetAttrShape(op, name, dims, rank, status.pointer);
      status.check("Setting a shape attribute");
    },
    shapes(op, name, dims, ranks, count) {
      c.TFE_OpSetAttrShapeList(op, name, dims, ranks, count, status.pointer);
      status.check("Setting a list of shapes");
    },
  };
}

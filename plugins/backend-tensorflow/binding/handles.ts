import { newTensor, tensorValues } from "./tensor.ts";
import type { NumericValues } from "../dtype.ts";
import { Status } from "../status.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import type { Values } from "./values.ts";

/** A tensor as kernels see it: its number, sizes and `TF_DataType`. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

/** A tensor whose handle is made when it is first asked for. */
export interface Late {
  /** Makes the handle. */
  make(): Deno.PointerValue;
  /** Told when the tensor is freed. */
  gone(): void;
}

/** The numbers that tfjs knows tensors by, and the TensorFlow handles behind them. Each handle is freed once, by hand. */
export class Handles {
  private readonly pointers = new Map<number, Deno.PointerValue>();
  private readonly late = new Map<number, Late & Omit<TensorMetadata, "id">>();
  private next = 0;

  /** @param c The opened library. @param status Where its functions leave errors. */
  constructor(private readonly c: TensorFlowC, private readonly status: Status) {}

  /** How many handles live, or wait to be made. */
  get count(): number {
    return new Set([...this.pointers.keys(), ...this.late.keys()]).size;
  }

  /** The number that the next handle will have: all numbers below were given out before. */
  get mark(): number {
    return this.next;
  }

  /** Copies values into a new tensor. @throws {RangeError} when they do not fill the shape. */
  create(shape: readonly number[], dtype: number, values: Values): number {
    return this.adopt(this.handleOf(newTensor(this.c, dtype, shape, values)));
  }

  /** Takes over a `TF_Tensor`. */
  adoptTensor(tensor: Deno.PointerValue): TensorMetadata {
    return this.adoptOutput(this.handleOf(tensor));
  }

  private handleOf(tensor: Deno.PointerValue): Deno.PointerValue {
    const handle = this.c.TFE_NewTensorHandle(tensor, this.status.pointer);
    this.c.TF_DeleteTensor(tensor);
    this.status.check("Making a tensor");
    return handle;
  }

  /** Takes over a handle that TensorFlow made. */
  adopt(handle: Deno.PointerValue): number {
    this.pointers.set(this.next, handle);
    return this.next++;
  }

  /** A number for a tensor whose handle is made when it is first asked for. */
  adoptLate(shape: readonly number[], dtype: number, { make, gone }: Late): TensorMetadata {
    const id = this.next++;
    this.late.set(id, { make, gone, shape: [...shape], dtype });
    return { id, shape: [...shape], dtype };
  }

  /** Hands a handle over to the caller. */
  release(id: number): Deno.PointerValue {
    const handle = this.pointer(id);
    this.pointers.delete(id);
    return handle;
  }

  /** Takes over an output of an op. */
  adoptOutput(handle: Deno.PointerValue): TensorMetadata {
    return this.describe(this.adopt(handle));
  }

  /** Reads sizes and dtype. */
  describe(id: number): TensorMetadata {
    const late = this.late.get(id);
    if (late) return { id, shape: [...late.shape], dtype: late.dtype };
    const handle = this.pointer(id);
    const rank = this.c.TFE_TensorHandleNumDims(handle, this.status.pointer);
    this.status.check("Reading a tensor's rank");
    const shape = new Array<number>(rank);
    for (let i = 0; i < rank; i++) {
      shape[i] = Number(this.c.TFE_TensorHandleDim(handle, i, this.status.pointer));
    }
    this.status.check("Reading a tensor's sizes");
    return { id, shape, dtype: this.c.TFE_TensorHandleDataType(handle) };
  }

  /** The TensorFlow handle. @throws {RangeError} when it was freed, or never was an eager tensor. */
  pointer(id: number): Deno.PointerValue {
    const handle = this.pointers.get(id);
    if (handle !== undefined) return handle;
    const made = this.late.get(id)?.make();
    if (made !== undefined) {
      this.pointers.set(id, made);
      return made;
    }
    throw new RangeError(
      id < 0
        ? "Using a tensor that was made inside a traced function: return it as an output instead"
        : `Using tensor ${id}: it is not alive`,
    );
  }

  /** Copies the values out, waiting until they are computed. */
  values(id: number): NumericValues | Uint8Array[] {
    return this.withTensor(id, (tensor) => tensorValues(this.c, tensor));
  }

  /** The same on another thread, so that the event loop goes on; the tensor may be freed meanwhile. */
  async valuesAside(id: number): Promise<NumericValues | Uint8Array[]> {
    const own = this.share(id);
    const status = new Status(this.c);
    try {
      const tensor = await this.c.resolveAside(this.pointer(own), status.pointer);
      status.check("Reading a tensor");
      const values = tensorValues(this.c, tensor);
      this.c.TF_DeleteTensor(tensor);
      return values;
    } finally {
      status.free();
      this.delete(own);
    }
  }

  /** Lends the `TF_Tensor` behind a handle. */
  withTensor<R>(id: number, use: (tensor: Deno.PointerValue) => R): R {
    const tensor = this.tensor(id);
    try {
      return use(tensor);
    } finally {
      this.c.TF_DeleteTensor(tensor);
    }
  }

  /** The `TF_Tensor` behind a handle, on the same values; the caller deletes it. */
  tensor(id: number): Deno.PointerValue {
    const tensor = this.c.TFE_TensorHandleResolve(this.pointer(id), this.status.pointer);
    this.status.check("Reading a tensor");
    return tensor;
  }

  /** A second handle on the same values, under its own number. */
  share(id: number): number {
    const copy = this.c.TFE_TensorHandleCopySharingTensor(this.pointer(id), this.status.pointer);
    this.status.check("Sharing a tensor");
    return this.adopt(copy);
  }

  /** Frees one handle. @throws {RangeError} when it is not alive. */
  delete(id: number): void {
    const late = this.late.get(id);
    if (late === undefined || this.pointers.has(id)) this.c.TFE_DeleteTensorHandle(this.pointer(id));
    this.pointers.delete(id);
    this.late.delete(id);
    late?.gone();
  }

  /** Frees every handle. */
  deleteAll(): void {
    for (const handle of this.pointers.values()) this.c.TFE_DeleteTensorHandle(handle);
    this.pointers.clear();
    this.late.clear();
  }
}

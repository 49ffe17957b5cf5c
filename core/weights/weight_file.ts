import type { WeightType } from "./torch/dtype.ts";

export type { WeightType } from "./torch/dtype.ts";

/** A tensor of a weight file. */
export interface FileTensor {
  /** Type of its elements in the file. */
  readonly dtype: WeightType;
  /** Sizes of its axes; empty for a scalar. */
  readonly shape: readonly number[];
  /**
   * Its elements, row-major: float64 for float64, int32 and int64 (beyond 2^53 rounded), else float32, which holds them all.
   * Read anew by each call.
   *
   * @throws {WeightFileError} when they are damaged.
   */
  values(): Float32Array | Float64Array;
}

/** What `readWeights()` finds in a file. */
export interface WeightFile {
  /** Where it was read from. */
  readonly file: string;
  /** How it is written: PyTorch's archive (since 1.6), PyTorch's older sequence of pickles, or safetensors. */
  readonly format: "zip" | "legacy" | "safetensors";
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
  /** Keys to the dictionary that was taken for the weights, joined by dots; empty for the whole file. */
  readonly root: string;
  /** Keys beside that dictionary and on the way to it, which were not looked into. */
  readonly beside: readonly string[];
  /** Tensors by name; dictionaries within are joined by dots. */
  readonly tensors: ReadonlyMap<string, FileTensor>;
  /** What a safetensors file says of itself; empty in the other formats. */
  readonly metadata: Readonly<Record<string, string>>;
}

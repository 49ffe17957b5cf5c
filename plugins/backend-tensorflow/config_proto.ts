/** Threads of a TensorFlow context; 0 lets TensorFlow take every core. */
export interface Threads {
  /** Threads within one op. */
  readonly intra: number;
  /** Ops at once. */
  readonly inter: number;
}

/**
 * TensorFlow's `ConfigProto` as bytes: thread counts, placement on another device where an op has no kernel, and GPU
 * memory taken as it is needed instead of all at once.
 */
export function configProto({ intra, inter }: Threads): Uint8Array<ArrayBuffer> {
  const INTRA_OP_THREADS = 2,
    INTER_OP_THREADS = 5,
    GPU_OPTIONS = 6,
    ALLOW_SOFT_PLACEMENT = 7,
    ALLOW_GROWTH = 4;
  return new Uint8Array([
    ...integerField(INTRA_OP_THREADS, intra),
    ...integerField(INTER_OP_THREADS, inter),
    ...bytesField(GPU_OPTIONS, integerField(ALLOW_GROWTH, 1)),
    ...integerField(ALLOW_SOFT_PLACEMENT, 1),
  ]);
}

function integerField(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function bytesField(field: number, bytes: number[]): number[] {
  return [...varint(field << 3 | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))];
}

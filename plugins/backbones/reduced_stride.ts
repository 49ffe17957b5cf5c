/** A stage of a network whose output stride may be less than the product of its strides. */
export interface StageGeometry {
  /** Stride of its first block. */
  readonly stride: number;
  /** Dilation of its first block. */
  readonly first: number;
  /** Dilation of the blocks behind that. */
  readonly rest: number;
}

/**
 * Strides of stages, replaced by dilation from where the output stride is reached. A block that loses its stride still reads
 * the finer map, so it keeps the dilation before it, and those behind it take twice as much: with the weights of
 * the network as published every unit computes what it did (torchvision's `replace_stride_with_dilation`).
 *
 * @param strides 1 or 2 for each stage.
 * @param outputStride Pixels between units of the last stage at most.
 * @param jump Pixels between units before the first stage.
 */
export function reducedStride(
  strides: readonly number[],
  outputStride: number,
  jump: number,
): StageGeometry[] {
  let dilation = 1;
  return strides.map((wanted) => {
    const first = dilation, stride = jump * wanted <= outputStride ? wanted : 1;
    jump *= stride;
    dilation *= wanted / stride;
    return { stride, first, rest: dilation };
  });
}

/** How the values of a tensor lie in a weight file of PyTorch's habit, and what becomes of them here. */
export type WeightLayout =
  /** Convolution `[out, in, h, w]`: ours is `[h, w, in, out]`. */
  | "conv"
  /** Depthwise convolution `[channels, 1, h, w]`: ours is `[h, w, channels, 1]`. */
  | "depthwise"
  /** Fully connected layer `[out, in]`: ours is `[in, out]`. */
  | "dense"
  /** Lies the same way here: one number a channel (biases, batch norm), and all of our own files. */
  | "vector";

/** One tensor of a weight file. */
export interface WeightSource {
  /** Its name there. */
  readonly name: string;
  /** How its values lie. */
  readonly layout: WeightLayout;
}

/** How the parameters of a network are named in published weight files. */
export interface WeightMap {
  /** Where parameter `name` (relative to the scope of the network) is in the file; `undefined` when files lack it. */
  source(name: string): WeightSource | undefined;
}

import type { Tensor, Tensor4D } from "./tf.ts";

/** What a backend found out about itself before it was opened. */
export type Probe =
  & (
    | { readonly ok: true; readonly detail: string }
    | { readonly ok: false; readonly reason: string }
  )
  & {
    /** Whether the user asked for just this one outside of the config: where it cannot run, none takes its place in silence. */
    readonly insisted?: boolean;
  };

/** Reports long work while a backend is made ready (a download). */
export interface Progress {
  (line: string, fraction?: number): void;
}

/** Opens one kind of backend. */
export interface BackendFactory {
  /** Name in `backend.type` and `DRAGSAW_BACKEND`. */
  readonly name: string;
  /** Whether it can run here; never throws, and gives the reason when it cannot. */
  probe(progress?: Progress): Promise<Probe>;
  /** Registers it with the engine and makes it the active one. @throws {Error} with TensorFlow's or the loader's message. */
  open(progress?: Progress): Promise<Backend>;
}

/** An opened backend. */
export interface Backend {
  /** Same as the factory's. */
  readonly name: string;
  /** Library version, threads, CPU features, device: what a run records about where it ran. */
  readonly environment: Readonly<Record<string, string | number | boolean>>;
  /** Ops that this backend does faster or better than a composition of tfjs ops; see {@linkcode Kernels}. */
  readonly kernels: Partial<Kernels>;
  /** Turns a tfjs function into one compiled call; absent where the backend runs op by op. */
  readonly trace?: Trace;
  /** Gives back handles and memory. */
  close(): void;
}

/** Geometry of a 2D convolution: symmetric zero padding as in PyTorch, the same on both axes unless pairs are given. */
export interface ConvGeometry {
  /** Rows and columns between outputs. */
  readonly stride: number;
  /** Spacing of the kernel's taps. */
  readonly dilation: number;
  /** Zeros added on each side. */
  readonly padding: number;
}

/** Fused ops a backend may offer. Each has a portable composition in `core/tensor/ops` that gives the same numbers. */
export interface Kernels {
  /** y = conv(x, w) without bias; `x` [B,H,W,Ci], `w` [kh,kw,Ci,Co]. */
  conv2d(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** Gradient of {@linkcode Kernels.conv2d} for its input. */
  conv2dInputGradient(
    shape: [number, number, number, number],
    w: Tensor4D,
    dy: Tensor4D,
    geometry: ConvGeometry,
  ): Tensor4D;
  /** Gradient of {@linkcode Kernels.conv2d} for its weights. */
  conv2dWeightGradient(
    x: Tensor4D,
    shape: [number, number, number, number],
    dy: Tensor4D,
    geometry: ConvGeometry,
  ): Tensor4D;
  /** Batch statistics over B,H,W: output, batch mean, unbiased batch variance, and opaque tensors for the gradient. */
  batchNorm(x: Tensor4D, gamma: Tensor, beta: Tensor, epsilon: number): {
    y: Tensor4D;
    mean: Tensor;
    variance: Tensor;
    reserved: Tensor[];
  };
  /** Gradients for x, gamma and beta. */
  batchNormGradient(
    dy: Tensor4D,
    x: Tensor4D,
    gamma: Tensor,
    reserved: Tensor[],
    epsilon: number,
  ): [Tensor4D, Tensor, Tensor];
  /** dx = dy where y > 0. */
  reluGradient(dy: Tensor, y: Tensor): Tensor;
  /** Bilinear resize with half-pixel centres (align_corners false). */
  resizeBilinear(x: Tensor4D, height: number, width: number): Tensor4D;
  /** Gradient of {@linkcode Kernels.resizeBilinear}. */
  resizeBilinearGradient(dy: Tensor4D, x: Tensor4D): Tensor4D;
  /** Uniform numbers in [0, 1) that depend on `key` (int32 [2]) alone. */
  statelessUniform(shape: number[], key: Tensor): Tensor;
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Traces `fn` on its first call for each signature of inputs and runs it as one op from then on; see `compile`. */
export interface Trace {
  /** The compiled function; does not block the event loop while it runs. */
  <I extends Tensors, R extends Tensors>(fn: (inputs: I) => R): (inputs: I) => Promise<R>;
}

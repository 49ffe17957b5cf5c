import type { Scalar, Tensor, Tensor4D, Tensor5D, Variable } from "./tf.ts";

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
  /** Precisions that it cannot compute in, or only slower than in float32, and why; none unless given. */
  readonly refuses?: Readonly<Partial<Record<Precision, string>>>;
  /** Ops that this backend does faster or better than a composition of tfjs ops; see {@linkcode Kernels}. */
  readonly kernels: Partial<Kernels>;
  /** Turns a tfjs function into one compiled call; absent where the backend runs op by op. */
  readonly trace?: Trace;
  /** Runs a function as one kernel; there only while another one is traced, and where kernels can be made; see `fused`. */
  readonly fuse?: Fuse | undefined;
  /** Says what each op of a traced function costs; absent where that cannot be measured. */
  readonly profiler?: Profiler;
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

/** A number for each axis of a volume: depth, height, width. */
export type Triple = readonly [number, number, number];

/** Geometry of a 3D convolution: symmetric zero padding as in PyTorch. */
export interface Conv3dGeometry {
  /** Slices, rows and columns between outputs. */
  readonly stride: Triple;
  /** Zeros added on each side of each axis. */
  readonly padding: Triple;
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
  /** The same with y = max(y, 0), where a NaN may become 0. */
  batchNormRelu: Kernels["batchNorm"];
  /** y = gamma (x - mean) / sqrt(variance + epsilon) + beta, by statistics [C] that are given. */
  normalize(
    x: Tensor4D,
    statistics: {
      readonly mean: Tensor;
      readonly variance: Tensor;
      readonly gamma: Tensor;
      readonly beta: Tensor;
    },
    epsilon: number,
  ): Tensor4D;
  /** Gradients for x, gamma and beta of {@linkcode Kernels.batchNorm}. */
  batchNormGradient(
    dy: Tensor4D,
    x: Tensor4D,
    gamma: Tensor,
    reserved: Tensor[],
    epsilon: number,
  ): [Tensor4D, Tensor, Tensor];
  /** y = conv(x, w) without bias; `x` [B,D,H,W,Ci], `w` [kd,kh,kw,Ci,Co]. */
  conv3d(x: Tensor5D, w: Tensor5D, geometry: Conv3dGeometry): Tensor5D;
  /** Gradient of {@linkcode Kernels.conv3d} for its input. */
  conv3dInputGradient(
    shape: [number, number, number, number, number],
    w: Tensor5D,
    dy: Tensor5D,
    geometry: Conv3dGeometry,
  ): Tensor5D;
  /** Gradient of {@linkcode Kernels.conv3d} for its weights. */
  conv3dWeightGradient(
    x: Tensor5D,
    shape: [number, number, number, number, number],
    dy: Tensor5D,
    geometry: Conv3dGeometry,
  ): Tensor5D;
  /** Statistics of each sample and channel of `x` [B,...,C]: output, and opaque tensors for the gradient. */
  instanceNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): { y: Tensor; reserved: Tensor[] };
  /** Gradients for x, gamma and beta. */
  instanceNormGradient(
    dy: Tensor,
    x: Tensor,
    gamma: Tensor,
    reserved: Tensor[],
    epsilon: number,
  ): [Tensor, Tensor, Tensor];
  /** Sums over the rows of [P,C]: [C]. */
  columnSums(x: Tensor): Tensor;
  /** dx = dy where y > 0. */
  reluGradient(dy: Tensor, y: Tensor): Tensor;
  /** dx = dy where 0 < y < 6. */
  relu6Gradient(dy: Tensor, y: Tensor): Tensor;
  /** dx = dy where y > 0, else slope dy. */
  leakyReluGradient(dy: Tensor, y: Tensor, slope: number): Tensor;
  /** Bilinear resize with half-pixel centres (align_corners false). */
  resizeBilinear(x: Tensor4D, height: number, width: number): Tensor4D;
  /** Gradient of {@linkcode Kernels.resizeBilinear}. */
  resizeBilinearGradient(dy: Tensor4D, x: Tensor4D): Tensor4D;
  /** Assigns m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w -= rate m / (sqrt(v) + epsilon). */
  adamStep(
    state: Readonly<Record<"weight" | "mean" | "square", Variable>>,
    gradient: Tensor,
    by: Readonly<Record<"rate" | "beta1" | "beta2" | "epsilon", Scalar>>,
  ): void;
  /** Assigns V = momentum V + g, w -= rate V, or rate (g + momentum V) with `nesterov`. */
  momentumStep(
    state: Readonly<Record<"weight" | "velocity", Variable>>,
    gradient: Tensor,
    by: { readonly rate: Scalar; readonly momentum: Scalar; readonly nesterov: boolean },
  ): void;
  /** `xs` as they are, but not before `event` is known, and unlike `xs` to whatever looks for equal computations. */
  after(xs: readonly Tensor[], event: Tensor): Tensor[];
  /** Uniform numbers in [0, 1) that depend on `key` (int32 [2]) alone. */
  statelessUniform(shape: number[], key: Tensor): Tensor;
}

/** A result of an op. */
export interface OpOutput {
  /** Sizes. */
  readonly shape: readonly number[];
  /** Bytes asked for. */
  readonly bytes: number;
}

/** What an op does in a step. */
export interface OpPart {
  /** The slot that it leads to, or what else it is for, as `optimizer`. */
  readonly name: string;
  /** Whether it is on the way forward, belongs to the gradient, or updates weights. */
  readonly phase: "forward" | "backward" | "update";
}

/** Memory that was taken or given back. */
export interface Allocation {
  /** When, in microseconds since 1970. */
  readonly at: number;
  /** How much; below 0 it was given back. */
  readonly bytes: number;
}

/** What one op of a traced function cost in one run. */
export interface OpCost {
  /** Name in the traced function as it is run, which no other op of it has. */
  readonly name: string;
  /** The backend's name of the op, as `Conv2D`. */
  readonly op: string;
  /** Where its inputs come from: an op's name, followed by `:1` for its second result and so on. */
  readonly inputs: readonly string[];
  /** Microseconds since 1970 at which it began. */
  readonly start: number;
  /** Microseconds that it took. */
  readonly duration: number;
  /** Its results. */
  readonly outputs: readonly OpOutput[];
  /** Memory for its results and its work, until nothing used it any more; what is still there then is never given back. */
  readonly allocations: readonly Allocation[];
  /** What it was for; absent for what nothing said it of. */
  readonly part?: OpPart;
}

/** Measures traced functions op by op. */
export interface Profiler {
  /** Functions that are traced for the first time until `stop` report their costs at each call, then and when started again. */
  start(): void;
  /** Ends it. @returns One list for each call since `start`, in their order. */
  stop(): readonly (readonly OpCost[])[];
  /**
   * Says what the ops are for that were traced since the last call of this.
   *
   * @returns Whether that is of use: only while a function is traced that will report.
   */
  attribute(part: OpPart): boolean;
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Runs `fn` on `inputs`; calls with one `name` and inputs of the same shapes share a kernel. */
export interface Fuse {
  /** What `fn` gives. */
  <I extends Tensors, R extends Tensors>(name: string, fn: (inputs: I) => R, inputs: I): R;
}

/** What convolutions and matrix products are computed in; everything else stays in float32. */
export type Precision = "float32" | "bfloat16";

/** How a function is traced. */
export interface TraceOptions {
  /** float32 unless given. */
  readonly precision?: Precision;
}

/** Traces `fn` on its first call for each signature of inputs and runs it as one op from then on; see `compile`. */
export interface Trace {
  /** The compiled function; does not block the event loop while it runs. */
  <I extends Tensors, R extends Tensors>(
    fn: (inputs: I) => R,
    options?: TraceOptions,
  ): (inputs: I) => Promise<R>;
}

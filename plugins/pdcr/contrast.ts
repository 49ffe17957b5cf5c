import { differentiable, tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import { affinityRegression } from "./affinity_regression.ts";
import { softSupcon } from "./soft_supcon.ts";
import { pairWeights } from "./unit_weights.ts";

/** Which loss is made of similarities and affinities; see {@linkcode contrast}. */
export type Form =
  | "paper"
  | "released2d"
  | "unweighted"
  | "diagonal"
  | "sigmoid-l1"
  | "regression"
  | "supcon";

/** Settings of {@linkcode contrast}. */
export interface ContrastOptions {
  /** Which loss. */
  readonly form: Form;
  /** Similarities are divided by it; above 0. A scalar tensor gets a gradient. Form `regression` takes none. */
  readonly temperature: number | Tensor;
  /** `mean` over images, sizes and pairs; `sum` over images and pairs, mean over sizes. */
  readonly reduction: "mean" | "sum";
  /**
   * Whether the largest similarity of the batch is subtracted: with its gradient (`through`, as the authors do and the default),
   * as a constant (`detached`), or not at all (`none`).
   */
  readonly shift?: "through" | "detached" | "none";
  /** How much each unit counts, `[B, N1]` and `[B, N2]`, on average 1: a pair counts by the product. Equally when left out. */
  readonly weights?: readonly [Tensor, Tensor] | undefined;
}

/** Shortest length a feature is divided by. */
const SHORTEST = 1e-8;

/** x / max(|x|, 1e-8) along the last axis; the gradient of a zero vector is finite. */
export function normalized(x: Tensor): Tensor {
  return tf.tidy(() => {
    const squares = tf.sum(tf.square(x), -1, true);
    return tf.mul(x, tf.rsqrt(tf.maximum(squares, SHORTEST ** 2)));
  });
}

/** Cosine of every pair: `[B, N1, C]` and `[B, N2, C]` to `[B, N1, N2]`. */
export function cosines(f: Tensor, g: Tensor): Tensor {
  return tf.tidy(() => {
    const left = normalized(f), right = f === g ? left : normalized(g);
    return tf.matMul(left, right, false, true);
  });
}

/** s - max(s), with the gradient of the maximum or without. */
function shifted(s: Tensor, shift: ContrastOptions["shift"]): Tensor {
  if (shift === "none") return s;
  if (shift !== "detached") return tf.sub(s, tf.max(s));
  return differentiable({ s }, (): Tensor => tf.sub(s, tf.max(s)), (dy) => ({ s: () => dy }));
}

/** Cosines over the temperature; the shift comes first where a gradient goes into the temperature. */
function similarities(c: Tensor, temperature: number | Tensor, shift: ContrastOptions["shift"]): Tensor {
  if (typeof temperature === "number") return shifted(tf.mul(c, 1 / temperature), shift);
  return tf.div(shifted(c, shift), temperature);
}

/** Sum over images, sizes and pairs of -s pull + log sum_k exp(s push). */
function weighted(s: Tensor, pull: Tensor, push: Tensor, weights?: Tensor): Tensor {
  const each = tf.expandDims(s, 1), pairs = s.shape[2] as number;
  // The second term is the same for every j of a row.
  const rows = tf.logSumExp(tf.mul(each, push), 3), near = tf.mul(each, pull);
  const away = weights ? tf.sum(tf.mul(rows, tf.sum(weights, 3))) : tf.mul(tf.sum(rows), pairs);
  return tf.sub(away, tf.sum(weights ? tf.mul(near, weights) : near));
}

/** Sum over images, sizes and units of -s_ii + log sum_k exp(s_ik). */
function byPlace(s: Tensor, sizes: number, weights: ContrastOptions["weights"]): Tensor {
  const own = tf.sum(tf.mul(s, tf.eye(s.shape[1] as number)), 2), each = tf.sub(tf.logSumExp(s, 2), own);
  return tf.mul(tf.sum(weights ? tf.mul(each, weights[0]) : each), sizes);
}

/** The sum over everything of one form, for cosines c and divergences d; `self` where units meet themselves. */
function total(c: Tensor, d: Tensor, options: ContrastOptions, self: boolean): Tensor {
  const { form, temperature, shift, weights } = options, a = tf.sub(1, d);
  const pairs = weights && pairWeights(...weights);
  if (form === "regression") return affinityRegression(c, a, pairs);
  if (form === "sigmoid-l1") {
    const raw = similarities(c, temperature, "none");
    const each = tf.abs(tf.sub(tf.expandDims(tf.sigmoid(raw), 1), a));
    return tf.sum(pairs ? tf.mul(each, pairs) : each);
  }
  if (form === "supcon") return softSupcon(similarities(c, temperature, "none"), a, { self, weights });
  const s = similarities(c, temperature, shift);
  if (form === "diagonal") return byPlace(s, d.shape[1] as number, weights);
  if (form === "unweighted") return weighted(s, tf.onesLike(d), tf.onesLike(d), pairs);
  return form === "paper" ? weighted(s, a, d, pairs) : weighted(s, d, a, pairs);
}

/**
 * PDCR's loss (method.md 1.4). With s_ij = cosine(f_i, g_j) / temperature, s' = s - max(s), d the divergence and a = 1 - d:
 *
 * - `paper`: L_ij = -s'_ij a_ij + log sum_k exp(s'_ik d_ik), the authors' 3D code.
 * - `released2d`: a and d swapped, the authors' 2D code; pushes alike units apart.
 * - `unweighted`: a = d = 1.
 * - `diagonal`: L_i = -s'_ii + log sum_k exp(s'_ik): unit i of one map belongs to unit i of the other (SimCLR).
 * - `sigmoid-l1`: L_ij = |sigmoid(s_ij) - a_ij|.
 * - `regression`: L_ij = (cosine_ij - a_ij)^2, ours: each affinity is the cosine wanted; see {@linkcode affinityRegression}.
 * - `supcon`: L_i = cross-entropy of softmax_j s_ij and a_ij / sum_k a_ik, ours; see {@linkcode softSupcon}.
 *
 * @param f Features of the first map's units, `[B, N1, C]`.
 * @param g Those of the second, `[B, N2, C]`; the same tensor where units of one map are compared.
 * @param d Divergences, `[B, S, N1, N2]`; no gradient goes into them.
 * @throws {RangeError} for `diagonal` with N1 unlike N2.
 */
export function contrast(f: Tensor, g: Tensor, d: Tensor, options: ContrastOptions): Scalar {
  const [batch, sizes, n1, n2] = d.shape;
  if (options.form === "diagonal" && n1 !== n2) {
    throw new RangeError(
      `Cannot pair ${n1} units with ${n2} by place: the form "diagonal" needs as many in both maps`,
    );
  }
  const byUnit = options.form === "diagonal" || options.form === "supcon";
  const terms = byUnit ? batch * n1 : batch * n1 * n2;
  // Within one map the largest is a unit's cosine with itself: its gradient is 0, but for rounding.
  const { shift: wanted = "through" } = options;
  const shift = f === g && wanted === "through" ? "detached" : wanted;
  return tf.tidy(() => {
    const sum = total(cosines(f, g), d, { ...options, shift }, f === g);
    return tf.div(sum, options.reduction === "mean" ? terms * sizes : sizes) as Scalar;
  });
}

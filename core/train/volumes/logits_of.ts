import { tf } from "../../tensor/tf.ts";
import type { Tensor, Tensor5D } from "../../tensor/tf.ts";

/** Logits `[B, d, h, w, classes]` of patches `[B, d, h, w, channels]`, which stay the caller's; so does the result. */
export interface LogitsOf {
  (patches: Tensor5D): Promise<Tensor5D>;
}

/**
 * Mean of the logits over all mirrorings along some axes, each turned back.
 *
 * @param axes Of depth (0), height (1) and width (2); none leaves the network as it is.
 * @throws {RangeError} for another axis, or one named twice.
 */
export function mirrored(logitsOf: LogitsOf, axes: readonly number[]): LogitsOf {
  if (new Set(axes).size !== axes.length || axes.some((axis) => axis !== 0 && axis !== 1 && axis !== 2)) {
    throw new RangeError(`Cannot mirror along [${axes.join(", ")}]: expected some of 0, 1 and 2, each once`);
  }
  const turns = axes.reduce<number[][]>(
    (sets, axis) => [...sets, ...sets.map((set) => [...set, 1 + axis])],
    [[]],
  );
  return averaged(turns.map((turn) => turn.length === 0 ? logitsOf : mirroredBy(logitsOf, turn)));
}

/** Mean of the logits of several networks, as folds. @throws {RangeError} for none. */
export function averaged(networks: readonly LogitsOf[]): LogitsOf {
  if (networks.length === 0) throw new RangeError("Cannot average the logits of no network");
  if (networks.length === 1) return networks[0];
  const [first, ...others] = networks;
  return async (patches) => {
    let sum = await first(patches);
    try {
      for (const network of others) sum = replaced(sum, await network(patches), (a, b) => a.add(b));
      return replaced(sum, tf.scalar(networks.length), (a, b) => a.div(b));
    } catch (error) {
      sum.dispose();
      throw error;
    }
  };
}

/** What becomes of two tensors, which are gone then. */
function replaced(a: Tensor5D, b: Tensor, combine: (a: Tensor5D, b: Tensor) => Tensor5D): Tensor5D {
  const result = combine(a, b);
  tf.dispose([a, b]);
  return result;
}

function mirroredBy(logitsOf: LogitsOf, axes: number[]): LogitsOf {
  return async (patches) => {
    const turned = tf.reverse(patches, axes);
    try {
      const logits = await logitsOf(turned), back = tf.reverse(logits, axes);
      logits.dispose();
      return back;
    } finally {
      turned.dispose();
    }
  };
}

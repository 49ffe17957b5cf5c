import type { Twin, TwinOptions } from "../loss/loss.ts";
import type { Parameters } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import type { Scalar, Variable } from "../tensor/tf.ts";
import type { Network } from "./network.ts";

/** A twin, and how it is kept near to what it is a copy of. */
export interface FollowingTwin<H = unknown> extends Twin<H> {
  /** Its weights, none of them trainable: the averages. */
  readonly parameters: Parameters;
  /** Moves them, by the momentum at this `progress` (0 to 1); at 0 they become the weights themselves. */
  follow(progress: Scalar): void;
}

/** What a twin is made of. */
export interface TwinParts {
  /** Weights of the network and of the loss. */
  readonly online: Parameters;
  /** What the names of the loss's own begin with. */
  readonly prefix: string;
  /** Where the averages are made. */
  readonly into: Parameters;
  /** Builds the network anew on the parameters that it is given. */
  readonly build: (parameters: Parameters) => Network;
}

/** A weight and its moving average. */
interface Pair {
  readonly weight: Variable;
  readonly average: Variable;
}

/**
 * Makes a copy of a network and of a loss's heads: average = m average + (1 - m) weight (Tarvainen and Valpola 2017, arXiv
 * 1703.01780).
 *
 * @throws {Error} when the copy asks for a weight that there is none of.
 */
export function createTwin<H>(
  { online, prefix, into, build }: TwinParts,
  { heads, momentum }: TwinOptions<H>,
): FollowingTwin<H> {
  const pairs: Pair[] = [];
  return {
    network: build(averages(online, "", into, pairs)),
    heads: heads(averages(online, prefix, into, pairs)),
    parameters: into,
    follow(progress) {
      tf.tidy(() => {
        const kept = tf.mul(momentum(progress), tf.cast(tf.greater(progress, 0), "float32"));
        const moved = tf.sub(1, kept);
        for (const { weight, average } of pairs) {
          average.assign(tf.add(tf.mul(average, kept), tf.mul(weight, moved)));
        }
      });
    },
  };
}

/**
 * Parameters whose weights are averages, made in `into`, of those that `online` has under `prefix`. Running averages are
 * the online ones: passes through a twin neither read nor move them.
 */
function averages(online: Parameters, prefix: string, into: Parameters, pairs: Pair[]): Parameters {
  const known = new Map(online.all.map(({ name, variable }) => [name, variable]));
  const find = (name: string): Variable => {
    const variable = known.get(prefix + name);
    if (!variable) throw new Error(`Cannot make a twin of "${prefix}${name}": there is no such weight`);
    return variable;
  };
  const view = (inner: string): Parameters => ({
    all: into.all,
    scope: (name) => view(`${inner}${name}.`),
    weight(name, shape) {
      const average = into.state(inner + name, shape, 0);
      pairs.push({ weight: find(inner + name), average });
      return average;
    },
    state: (name) => find(inner + name),
    dispose: () => {},
  });
  return view("");
}

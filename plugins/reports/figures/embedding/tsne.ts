import { stream } from "@dragsaw/core/data";
import type { Descent } from "./descent.ts";
import { jointProbabilities, neighbourProbabilities } from "./neighbours.ts";
import { tsneGradient } from "./tsne_gradient.ts";
import { countOf, squaredDistances, type Vectors } from "./vectors.ts";

/** How {@linkcode tsne} embeds. */
export interface TsneOptions {
  /** About how many neighbours each point keeps: 1 to below the number of points less one. */
  readonly perplexity: number;
  /** Root of the places that it starts from. */
  readonly seed: number;
}

/** Steps with attraction exaggerated, and all of them. */
const EARLY = 250, STEPS = 1000;
const EXAGGERATION = 12;
/** Memory of every pair is kept three times: 0.4 GB at this many. */
const MOST = 4000;

/**
 * t-SNE, exact (van der Maaten and Hinton 2008): descent with momentum and gains, attraction exaggerated 12 times at first,
 * the rate a 48th of the number of points (Belkina et al. 2019).
 *
 * @throws {RangeError} for more than 4000 points, or a perplexity that they cannot have.
 */
export function tsne(vectors: Vectors, { perplexity, seed }: TsneOptions): Descent {
  const count = countOf(vectors);
  if (count > MOST) {
    throw new RangeError(`Cannot embed ${count} points by t-SNE: expected at most ${MOST}`);
  }
  const joint = jointProbabilities(
    neighbourProbabilities(squaredDistances(vectors), count, perplexity),
    count,
  );
  const gradient = tsneGradient(joint, count), rate = Math.max(50, count / (4 * EXAGGERATION));
  const random = stream(seed, "t-sne"), size = 2 * count;
  const points = Float64Array.from({ length: size }, () => 1e-4 * random.normal());
  const speed = new Float64Array(size), gains = new Float64Array(size).fill(1);
  let done = 0;
  return {
    steps: STEPS,
    step() {
      const early = done++ < EARLY, momentum = early ? 0.5 : 0.8;
      const slope = gradient.at(points, early ? EXAGGERATION : 1);
      for (let i = 0; i < size; i++) {
        const turned = slope[i] * speed[i] > 0;
        gains[i] = Math.max(0.01, turned ? gains[i] * 0.8 : gains[i] + 0.2);
        speed[i] = momentum * speed[i] - rate * gains[i] * slope[i];
        points[i] += speed[i];
      }
      center(points);
    },
    points: () => points.slice(),
  };
}

function center(points: Float64Array): void {
  for (const axis of [0, 1]) {
    let mean = 0;
    for (let i = axis; i < points.length; i += 2) mean += points[i];
    mean /= points.length / 2;
    for (let i = axis; i < points.length; i += 2) points[i] -= mean;
  }
}

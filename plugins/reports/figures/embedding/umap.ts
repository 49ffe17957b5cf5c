import { stream } from "@dragsaw/core/data";
import type { Descent } from "./descent.ts";
import { countOf, type Vectors } from "./vectors.ts";

/** How {@linkcode umap} embeds. */
export interface UmapOptions {
  /** Neighbours of each point, itself among them: 2 to the number of points. */
  readonly neighbours: number;
  /** Root of all that it draws. */
  readonly seed: number;
}

/** UMAP (McInnes et al. 2018, arXiv 1802.03426), of the library umap-js with its usual smallest distance .1. */
export async function umap(vectors: Vectors, { neighbours, seed }: UmapOptions): Promise<Descent> {
  const { values, dimensions } = vectors, count = countOf(vectors);
  if (!(neighbours >= 2 && neighbours <= count)) {
    throw new RangeError(
      `Cannot embed ${count} points: expected 2 to ${count} neighbours, found ${neighbours}`,
    );
  }
  const { UMAP } = await import("umap-js");
  const random = stream(seed, "umap");
  const rows = Array.from(
    { length: count },
    (_, i) => Array.from(values.subarray(i * dimensions, (i + 1) * dimensions)),
  );
  const method = new UMAP({
    nComponents: 2,
    nNeighbors: neighbours,
    minDist: 0.1,
    random: () => random.uniform(),
  });
  return {
    steps: method.initializeFit(rows),
    step: () => void method.step(),
    points: () => Float64Array.from(method.getEmbedding().flat()),
  };
}

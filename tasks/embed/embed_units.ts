import { type Descent, type Labelled, tsne, umap, unitLength, type Vectors } from "@dragsaw/reports";
import type { EmbedOptions } from "./embed_options.ts";

/** Milliseconds of steps between looks at what else is to be done: Ctrl-C is heard then. */
const TURN = 100;

/** How units are embedded, and who is told. */
export interface EmbeddingTurn extends Pick<EmbedOptions, "method" | "perplexity" | "seed"> {
  /** Told how many of its steps are done. */
  readonly onSteps: (done: number, steps: number) => void;
  /** Stops it. */
  readonly signal: AbortSignal;
}

/** Features as they are compared: for their angles at length 1. */
export function compared(units: Labelled, distance: EmbedOptions["distance"]): Labelled {
  return distance === "cosine" ? { ...units, ...unitLength(units) } : units;
}

/** Lays vectors out in the plane: `[count, 2]`. Fewer neighbours count where there are few points. */
export async function embedUnits(vectors: Vectors, options: EmbeddingTurn): Promise<Float64Array> {
  const descent = await begin(vectors, options);
  let heard = performance.now();
  for (let done = 0; done < descent.steps; done++) {
    descent.step();
    if (performance.now() - heard < TURN) continue;
    options.onSteps(done + 1, descent.steps);
    await new Promise((resolve) => setTimeout(resolve));
    options.signal.throwIfAborted();
    heard = performance.now();
  }
  return descent.points();
}

function begin(vectors: Vectors, { method, perplexity, seed }: EmbeddingTurn): Descent | Promise<Descent> {
  const count = vectors.values.length / vectors.dimensions;
  const most = Math.max(2, Math.min(perplexity, Math.floor((count - 1) / 3)));
  return method === "tsne"
    ? tsne(vectors, { perplexity: most, seed })
    : umap(vectors, { neighbours: most, seed });
}

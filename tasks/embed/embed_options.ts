import { wholeNumber } from "../ablate/options.ts";
import { figureFlags, type FigureOptions, figureOptions, namesIn } from "../figures/figure_options.ts";
import { type Arguments, type Flag, UsageError } from "../shared/command.ts";
import { choice } from "../shared/options.ts";

const METHODS = ["tsne", "umap"] as const;
const DISTANCES = ["cosine", "euclidean"] as const;

/** Options of `deno task embed`. */
export const embedFlags: Readonly<Record<string, Flag>> = {
  slots: {
    kind: "string",
    value: "A,B",
    help: "Slots of the network; those whose units PDCR compares unless given, all of them where none does",
  },
  method: { kind: "string", value: "NAME", help: "tsne (default) or umap" },
  cases: { kind: "string", value: "N", help: "Images, from all over the split; 40 unless given" },
  units: {
    kind: "string",
    value: "N",
    help: "Units of each image in a slot, classes alike; 24 unless given",
  },
  perplexity: {
    kind: "string",
    value: "N",
    help: "About how many neighbours count: perplexity of t-SNE (30), neighbours of UMAP (15)",
  },
  distance: {
    kind: "string",
    value: "NAME",
    help: "Between features: cosine (default), as PDCR compares them, or euclidean",
  },
  seed: { kind: "string", value: "N", help: "Root of all that is drawn; 0 unless given" },
  out: { kind: "string", value: "DIR", help: "Where files go; RUN/embedding, or runs/embedding for several" },
  ...figureFlags,
};

/** What `deno task embed` is asked for. */
export interface EmbedOptions extends FigureOptions {
  /** Slots by name, where they are given. */
  readonly slots: readonly string[] | undefined;
  /** How units are laid out in the plane. */
  readonly method: "tsne" | "umap";
  /** Images at most. */
  readonly cases: number;
  /** Units of an image at most. */
  readonly units: number;
  /** Neighbours that count. */
  readonly perplexity: number;
  /** What is compared of features: their angles, or their places. */
  readonly distance: "cosine" | "euclidean";
  /** Root of all draws. */
  readonly seed: number;
}

/** Points of a panel, at most: every pair of them is compared. */
const MOST = 4000;

/** @throws {UsageError} naming the option that cannot be used. */
export function embedOptions(args: Arguments): EmbedOptions {
  const method = choice(args, "method", METHODS);
  const cases = wholeNumber(args, "cases", 2) ?? 40, units = wholeNumber(args, "units", 2) ?? 24;
  if (cases * units > MOST) {
    throw new UsageError(`--cases ${cases} of --units ${units} are ${cases * units} points, at most ${MOST}`);
  }
  return {
    ...figureOptions(args, "embedding"),
    slots: namesIn(args, "slots"),
    method,
    cases,
    units,
    perplexity: wholeNumber(args, "perplexity", 2) ?? (method === "tsne" ? 30 : 15),
    distance: choice(args, "distance", DISTANCES),
    seed: wholeNumber(args, "seed", 0) ?? 0,
  };
}

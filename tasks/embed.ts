import { embedFlags, embedOptions } from "./embed/embed_options.ts";
import { embedRuns } from "./embed/embed_runs.ts";
import { embeddingTable } from "./embed/embedding_table.ts";
import { writeEmbedding } from "./embed/write_embedding.ts";
import { figureProgress, tellFonts } from "./figures/figure_progress.ts";
import { type Arguments, type Command, main } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";

/** The task. */
export const command: Command = {
  name: "embed",
  summary:
    "Draws features of trained runs in the plane, a row a slot, a column a run: units of the slots' maps, as many of each\n" +
    "class in an image, drawn from the same places for all runs. A unit is of a class that three quarters of its cell have,\n" +
    "others are left out. How far classes are apart is measured in the features themselves: silhouette and Davies-Bouldin\n" +
    "index with intervals over images. Writes embedding.svg, embedding.png, points.csv and scores.json.",
  usage: "RUN-FOLDER... [options]",
  positional: [1, 8],
  flags: embedFlags,
  examples: [
    "runs/isic2018-small-1a2b3c4d",
    "runs/isic2016-0f1e2d3c runs/isic2016-5e6f7a8b --slots x2,x3,x4 --out figures",
    "runs/isic2018-small-1a2b3c4d --method umap --cases 100 --units 12",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const options = embedOptions(args), progress = figureProgress();
  const interrupt = onInterrupt(() => progress.line("Stopping, nothing is written"));
  try {
    const embedded = await embedRuns(args.positional, { ...options, progress, signal: interrupt.signal });
    progress.line(embeddingTable(embedded));
    await writeEmbedding(embedded, options);
    progress.line(`Written to ${options.out}`);
    await tellFonts(progress);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    throw error;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) await main(command);

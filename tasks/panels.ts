import { figureProgress, tellFonts } from "./figures/figure_progress.ts";
import { drawPanels } from "./panels/draw_panels.ts";
import { panelFlags, panelOptions } from "./panels/panel_options.ts";
import { writePanels } from "./panels/write_panels.ts";
import { type Arguments, type Command, main } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";

/** The task. */
export const command: Command = {
  name: "panels",
  summary:
    "Draws images of trained runs side by side, a PNG an image: image, truth, the prediction of each run with its Dice,\n" +
    "and the uncertainty that UAFR sees at each of its slots, over the image; of the last run that has it. panels.png has\n" +
    "the first twelve together.",
  usage: "RUN-FOLDER... [options]",
  positional: [1, 8],
  flags: panelFlags,
  examples: [
    "runs/isic2018-small-1a2b3c4d runs/isic2018-small-5e6f7a8b",
    "runs/isic2018-small-5e6f7a8b --case ISIC_0000009 --slots encoder.1,decoder.1 --without-image",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const options = panelOptions(args), progress = figureProgress();
  const interrupt = onInterrupt(() => progress.line("Stopping, nothing is written"));
  try {
    const figure = await drawPanels(args.positional, { ...options, progress, signal: interrupt.signal });
    for (const file of await writePanels(figure, options.out)) progress.line(file);
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

import { writeAtomic } from "@dragsaw/core";
import { applyDraws, type Case, type Draw, drawAll, LoadError, type Raster } from "@dragsaw/core/data";
import { encodePng, fileName } from "@dragsaw/reports";
import { drawText } from "./draw_text.ts";
import { epochsOf } from "./epochs_of.ts";
import type { OpenedCases } from "./open_cases.ts";
import { grid, panel } from "./panels.ts";
import { type TrainingInputs, trainingInputs } from "./training.ts";

/** How augmented cases are shown. */
export interface AugmentedOptions {
  /** Folder of the pictures. */
  readonly out: string;
  /** How many epochs of each case. */
  readonly epochs: number;
  /** Whether draws are told. */
  readonly verbose: boolean;
}

/** Writes a picture for each case: as the network would see it, and what its first epochs make of it. Gives a line for each. */
export async function* showAugmented(
  opened: OpenedCases,
  cases: readonly Case[],
  { out, epochs, verbose }: AugmentedOptions,
): AsyncGenerator<string> {
  const inputs = trainingInputs(opened);
  for (const item of cases) {
    const { seen, picture, texts } = await replay(item, opened, inputs, epochs);
    const file = `${out}/${fileName(item.id)}_augmented.png`;
    await writeAtomic(file, await encodePng(picture));
    yield `${file}: as it is, then epoch ${seen.map((epoch) => epoch + 1).join(", ")}`;
    if (verbose) yield* texts.map((text, i) => `  epoch ${seen[i] + 1}: ${text}`);
  }
}

/** What a case becomes in the first epochs that it is trained on. */
interface Replay {
  /** Counted from 0. */
  readonly seen: readonly number[];
  readonly picture: Raster;
  /** What was drawn in each. */
  readonly texts: readonly string[];
}

async function replay(
  item: Case,
  { dataset, cases, config: { seed } }: OpenedCases,
  { size, transforms, order }: TrainingInputs,
  most: number,
): Promise<Replay> {
  const sample = await dataset.load(item, size), { labels, image: { channels } } = sample;
  const seen = epochsOf(cases.indexOf(item), order, most);
  try {
    const drawn = seen.map((epoch) => drawAll(transforms, { seed, epoch, id: item.id }, labels, size));
    const panels = [[], ...drawn].map((draws) => panel(applyDraws(sample, draws, size), size, channels));
    const text = (draws: readonly Draw[]) =>
      draws.flatMap((draw, i) => drawText(transforms[i].name, draw) ?? []).join("; ") || "nothing";
    return { seen, picture: grid(panels), texts: drawn.map(text) };
  } catch (cause) {
    throw new LoadError("augment", item.id, { cause });
  }
}

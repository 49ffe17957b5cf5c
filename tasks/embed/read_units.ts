import { ahead, toInput } from "@dragsaw/core/data";
import type { Raster } from "@dragsaw/core/data";
import { compile, type Tensor, type Tensor4D, type Tensors, tf } from "@dragsaw/core/tensor";
import { openTrained, type TrainedNetwork, type TrainedOptions } from "../predict/trained_network.ts";
import { caseViews } from "./case_views.ts";
import { drawUnits } from "./draw_units.ts";
import { type SlotUnits, unitCollector } from "./slot_units.ts";
import type { Survey } from "../figures/survey_run.ts";

/** How units are read. */
export interface ReadUnitsOptions extends TrainedOptions {
  /** Units of an image in each slot, at most. */
  readonly units: number;
  /** Root of their draws. */
  readonly seed: number;
  /** Stops between images. */
  readonly signal: AbortSignal;
}

/** Runs the network of a run over cases and keeps the features of drawn units, by slot. @param ids Of its cases. */
export async function readUnits(
  survey: Survey,
  slots: readonly string[],
  ids: readonly string[],
  options: ReadUnitsOptions,
): Promise<ReadonlyMap<string, SlotUnits>> {
  const { progress, signal, units: most, seed } = options, { dataset, cases, classes } = survey;
  const trained = await openTrained(survey.path, options), { config } = trained;
  const size = [config.size[0], config.size[1]] as const;
  try {
    const read = featureReader(trained, slots, size);
    const collectors = slots.map(() => unitCollector());
    const load = (id: string) => caseViews(dataset, cases.get(id)!, config.evaluate.window);
    let turn = 0;
    for await (const views of ahead(ids, 3, load)) {
      signal.throwIfAborted();
      const drawn = slots.map((slot) => {
        const { field } = survey.slots[slot];
        const source = { names: [ids[turn], slot], views, field, size, classes: classes.length } as const;
        return drawUnits(source, most, seed);
      });
      for (const [v, { image }] of views.entries()) {
        const wanted = drawn.map((units) => units.filter(({ view }) => view === v));
        if (wanted.every(({ length }) => length === 0)) continue;
        const maps = await read(image);
        slots.forEach((slot, s) => collectors[s].add(maps[s], survey.slots[slot].channels, wanted[s], turn));
      }
      progress.update(`${survey.path}: ${++turn} of ${ids.length} images`);
    }
    return new Map(slots.map((slot, s) => [slot, collectors[s].collected()]));
  } finally {
    trained.close();
  }
}

/** Gives the maps of `slots` for an image, as evaluation sees them: after the refiners. */
function featureReader(
  { network, config: { normalize } }: TrainedNetwork,
  slots: readonly string[],
  size: readonly [number, number],
): (image: Raster) => Promise<Float32Array[]> {
  const observe = new Set(slots);
  const pass = compile((inputs: Tensors) =>
    Object.fromEntries(network.run(inputs.images as Tensor4D, { observe }).features) as Record<string, Tensor>
  );
  return async (image) => {
    const images = tf.tensor4d(toInput(image, size, normalize), [1, ...size, image.channels]);
    const features = await pass({ images });
    const values = await Promise.all(slots.map((slot) => features[slot].data()));
    tf.dispose([images, Object.values(features)]);
    return values as Float32Array[];
  };
}

import type { Loss, LossBuildContext } from "@dragsaw/core";
import { findSlot } from "@dragsaw/core/model";
import type { AnyModel, Features } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar } from "@dragsaw/core/tensor";
import { z } from "zod";
import { compareUnits } from "./compare_units.ts";
import { comparison } from "./comparison.ts";
import { fieldsOf } from "./fields_of.ts";
import { usualBorder } from "./lay_units.ts";
import { shape, unitsSchema } from "./options.ts";
import type { PdcrOptions, UnitCount } from "./options.ts";
import { readStep, uncertaintyAt } from "./step.ts";
import { temperatureOf } from "./temperature.ts";
import { unitMap } from "./unit_map.ts";

/** Units at each slot are compared with one another; the losses of the slots are added. */
function layerLoss(
  options: PdcrOptions & { units: Record<string, UnitCount>; border?: number | undefined },
  context: LossBuildContext<AnyModel>,
): Loss<Features> {
  const { model, size, classes, parameters } = context;
  const truth = comparison(options, size, classes);
  const slots = Object.keys(options.units);
  const maps = slots.map((slot) => {
    const { field, channels } = findSlot(model, slot, ["units", slot]), units = options.units[slot];
    const fields = fieldsOf(field, size.length), border = options.border ?? usualBorder(units, options);
    const map = size.map((n, axis) => Math.ceil(n / fields[axis].jump));
    return unitMap({ slot, map, image: size, fields, channels, units, border }, options, truth);
  });
  const temperature = temperatureOf(options.temperature, parameters);
  return {
    slots,
    compute: (input) =>
      tf.tidy(() => {
        const step = readStep(truth, options, input, classes), tau = temperature();
        const losses = slots.map((slot, i) => {
          const units = maps[i].read(input.features.get(slot)!, step, uncertaintyAt(slot, options, input));
          return compareUnits(units, units, truth, options, tau);
        });
        return tf.addN(losses) as Scalar;
      }),
  };
}

/** `pdcr`: patch-dragsaw contrastive regularisation within layers (method.md 1). */
export const pdcr: Component = define("loss", "pdcr", {
  summary: "PDCR: pulls features together or apart as the foreground ratios of their image patches say.",
  source: "Liu et al. 2022, arXiv 2201.08779; formulas in docs/explanation/method.md",
  dimensions: [2, 3],
  options: () => ({
    units: unitsSchema(
      1,
      "Units compared in an image, by slot of the model: how many, or every so many cells on each axis; " +
        "the losses of the slots are added.",
    ),
    border: z.int().min(0).optional().describe(
      "Cells of the maps left out on every side; the largest of ratio.sizes, or 0 for receptive fields and grids, " +
        "when left out.",
    ),
    ...shape,
  }),
  build: layerLoss,
});

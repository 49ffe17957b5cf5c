import type { Loss, LossBuildContext } from "@dragsaw/core";
import { findSlot } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar } from "@dragsaw/core/tensor";
import { comparison } from "./comparison.ts";
import { contrast } from "./contrast.ts";
import { shape, unitsSchema } from "./options.ts";
import type { PdcrOptions } from "./options.ts";
import { unitMap } from "./unit_map.ts";

/** Units at each slot are compared with one another; the losses of the slots are added. */
function layerLoss(
  options: PdcrOptions & { units: Record<string, number> },
  context: LossBuildContext,
): Loss {
  const { model, size, classes } = context;
  const truth = comparison(options, size, classes);
  const border = options.ratio.type === "hierarchical" ? Math.max(...options.ratio.sizes) : 0;
  const slots = Object.keys(options.units);
  const maps = slots.map((slot) => {
    const { field, channels } = findSlot(model, slot, ["units", slot]);
    const map = size.map((n) => Math.ceil(n / field.jump));
    return unitMap({ slot, map, field, channels, count: options.units[slot], border }, options, truth);
  });
  return {
    slots,
    compute: ({ features, labels, key }) =>
      tf.tidy(() => {
        const prepared = truth.prepare(labels);
        const losses = slots.map((slot, i) => {
          const units = maps[i].read(features.get(slot)!, prepared, key);
          return contrast(
            units.features,
            units.features,
            truth.divergence(units.views, units.views),
            options,
          );
        });
        return tf.addN(losses) as Scalar;
      }),
  };
}

/** `pdcr`: patch-dragsaw contrastive regularisation within layers (method.md 1). */
export const pdcr: Component = define("loss", "pdcr", {
  summary: "PDCR: pulls features together or apart as the foreground ratios of their image patches say.",
  options: () => ({
    units: unitsSchema(
      1,
      "Units compared in an image, by slot of the model; the losses of the slots are added.",
    ),
    ...shape,
  }),
  build: layerLoss,
});

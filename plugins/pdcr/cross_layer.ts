import type { Loss, LossBuildContext } from "@dragsaw/core";
import { findSlot, grow } from "@dragsaw/core/model";
import type { AnyModel, Features } from "@dragsaw/core/model";
import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import { z } from "zod";
import { averageCells, gridMap, gridStrides } from "./common_grid.ts";
import type { Grid } from "./common_grid.ts";
import { compareUnits } from "./compare_units.ts";
import { comparison } from "./comparison.ts";
import { constant } from "./constant.ts";
import { fieldsOf } from "./fields_of.ts";
import { createHead } from "./head.ts";
import { shape, unitsSchema } from "./options.ts";
import type { PdcrOptions, UnitCount } from "./options.ts";
import { readStep, uncertaintyAt } from "./step.ts";
import { temperatureOf } from "./temperature.ts";
import { unitMap } from "./unit_map.ts";

/** Checked options of {@linkcode pdcrCrossLayer}. */
interface CrossLayerOptions extends PdcrOptions {
  readonly units: Record<string, UnitCount>;
  readonly channels: number;
  readonly grid: Grid;
}

/** One layer with its head and the units of its grid. */
function layer(
  name: string,
  options: CrossLayerOptions,
  context: LossBuildContext<AnyModel>,
  truth: ReturnType<typeof comparison>,
) {
  const { grid, channels, units } = options, { model, size, parameters } = context;
  const slot = findSlot(model, name, ["units", name]), seen = fieldsOf(slot.field, size.length);
  const strides = gridStrides(grid, name, seen, size);
  const fields = seen.map((field, axis) => grow(field, { kernel: strides[axis], stride: strides[axis] }));
  const map = gridMap(seen, strides, size);
  const geometry = { slot: name, map, image: size, fields, channels, units: units[name], border: 0 };
  return {
    project: createHead(parameters.scope(name), slot.channels, strides, channels),
    /** A map of the slot averaged over what each cell of the grid spans. */
    average: (x: Tensor) => averageCells(x, strides),
    units: unitMap(geometry, options, truth),
  };
}

/** Every unit of a shallower layer is compared with every unit of a deeper one; the losses of the pairs of layers are added. */
function crossLayerLoss(options: CrossLayerOptions, context: LossBuildContext<AnyModel>): Loss<Features> {
  const { model, size, classes } = context;
  const truth = comparison(options, size, classes);
  const layers = Object.keys(options.units).map((name) => ({
    name,
    ...layer(name, options, context, truth),
  }));
  const temperature = temperatureOf(options.temperature, context.parameters);
  const order = Object.keys(model.slots);
  layers.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const counts = layers.map(({ units }) => units.count);
  if (options.form === "diagonal" && counts.some((count) => count !== counts[0])) {
    throw new OptionError(
      ["form"],
      `Cannot pair ${counts.join(", ")} units by place, as form "diagonal" does: set as many for each slot`,
    );
  }
  return {
    slots: layers.map(({ name }) => name),
    compute: (input) =>
      tf.tidy(() => {
        const step = readStep(truth, options, input, classes), tau = temperature();
        const read = layers.map(({ name, project, average, units }) => {
          const uncertainty = uncertaintyAt(name, options, input);
          const map = uncertainty && constant(() => average(uncertainty));
          return units.read(project(input.features.get(name)!), step, map);
        });
        const losses = read.flatMap((a, l) =>
          read.slice(l + 1).map((b) => compareUnits(a, b, truth, options, tau))
        );
        return tf.addN(losses) as Scalar;
      }),
  };
}

const count = z.int().min(1);

/** `pdcr-cross-layer`: units of one layer against those of another, on a common grid (method.md 1.5). */
export const pdcrCrossLayer: Component = define("loss", "pdcr-cross-layer", {
  summary: "PDCR between layers, each brought to a common grid by a head that exists in training only.",
  source: "Liu et al. 2022, arXiv 2201.08779; formulas in docs/explanation/method.md",
  dimensions: [2, 3],
  options: () => ({
    units: unitsSchema(
      2,
      "Units compared in an image, by slot of the model: how many, or every so many cells on each axis; " +
        "the losses of all pairs of slots are added.",
    ),
    channels: count.default(32).describe("Channels of the heads."),
    grid: z.union([count, z.array(count).length(3), z.literal("own")]).default(16).describe(
      "Stride of the common grid in image pixels, for volumes also one number an axis; own leaves each slot its map, " +
        "as the authors' 3D code does.",
    ),
    ...shape,
  }),
  build: crossLayerLoss,
});

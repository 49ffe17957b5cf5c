import type { Loss, LossBuildContext, Parameters, Slot } from "@dragsaw/core";
import { findSlot, grow } from "@dragsaw/core/model";
import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { batchNorm, conv2d, relu, tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";
import { compareUnits } from "./compare_units.ts";
import { comparison } from "./comparison.ts";
import { constant } from "./constant.ts";
import { shape, unitsSchema } from "./options.ts";
import type { PdcrOptions } from "./options.ts";
import { readStep, uncertaintyAt } from "./step.ts";
import { temperatureOf } from "./temperature.ts";
import { unitMap } from "./unit_map.ts";

/** Checked options of {@linkcode pdcrCrossLayer}. */
interface CrossLayerOptions extends PdcrOptions {
  readonly units: Record<string, number>;
  readonly channels: number;
  readonly grid: number;
}

/**
 * Brings a layer to the common grid: convolution with kernel = stride, batch normalisation, ReLU. It is used in training only, so it
 * keeps no running averages.
 */
function head(slot: Slot, stride: number, channels: number, parameters: Parameters) {
  const kernel = [stride, stride, slot.channels, channels];
  const w = parameters.weight("conv", kernel, { kind: "he", fan: stride * stride * slot.channels });
  const gamma = parameters.weight("gamma", [channels], { kind: "ones" });
  const beta = parameters.weight("beta", [channels], { kind: "zeros" });
  return (x: Tensor4D): Tensor4D => {
    const y = conv2d(x, w as unknown as Tensor4D, { stride, dilation: 1, padding: 0 });
    return relu(batchNorm(y, gamma, beta, 1e-5).y) as Tensor4D;
  };
}

/** One layer with its head and the units of its grid. */
function layer(
  name: string,
  options: CrossLayerOptions,
  context: LossBuildContext,
  truth: ReturnType<typeof comparison>,
) {
  const { grid, channels, units } = options, { model, size, parameters } = context;
  const slot = findSlot(model, name, ["units", name]), stride = grid / slot.field.jump;
  const map = size.map((n) => Math.floor(Math.ceil(n / slot.field.jump) / stride));
  if (!Number.isInteger(stride) || map.some((n) => n < 1)) {
    const found = Number.isInteger(stride)
      ? `leaves no cell of a ${size.join("x")} input`
      : `does not divide ${grid}`;
    throw new OptionError(
      ["units", name],
      `Cannot bring slot "${name}" to a grid of stride ${grid}: its stride of ${slot.field.jump} ${found}; ` +
        `set grid to a multiple of the strides of all slots that fits the size, or take another slot`,
    );
  }
  const field = grow(slot.field, { kernel: stride, stride });
  const geometry = { slot: name, map, image: size, field, channels, count: units[name], border: 0 };
  return {
    project: head(slot, stride, channels, parameters.scope(name)),
    /** A map of the slot averaged over what each cell of the grid sees of it. */
    average: (x: Tensor) => tf.avgPool(x as Tensor4D, stride, stride, "valid"),
    units: unitMap(geometry, options, truth),
  };
}

/** Every unit of a shallower layer is compared with every unit of a deeper one; the losses of the pairs of layers are added. */
function crossLayerLoss(options: CrossLayerOptions, context: LossBuildContext): Loss {
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

/** `pdcr-cross-layer`: units of one layer against those of another, on a common grid (method.md 1.5). */
export const pdcrCrossLayer: Component = define("loss", "pdcr-cross-layer", {
  summary: "PDCR between layers, each brought to a common grid by a head that exists in training only.",
  options: () => ({
    units: unitsSchema(
      2,
      "Units compared in an image, by slot of the model; the losses of all pairs of slots are added.",
    ),
    channels: z.int().min(1).default(32).describe("Channels of the heads."),
    grid: z.int().min(1).default(16).describe("Stride of the common grid in image pixels."),
    ...shape,
  }),
  build: crossLayerLoss,
});

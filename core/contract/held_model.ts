import type { AnyModel, Backbone, Features, Forward, Model, VolumeModel } from "../model/model.ts";
import { describe, isObject, isTensor } from "./describe.ts";
import { attempt, FUNCTION, type Members, type Refuse, requireMembers } from "./hold.ts";
import { heldTaps, shapeAt } from "./held_taps.ts";

const SLOTS: Members[string] = [
  "an object of { channels, field } by slot name",
  (value) => isObject(value) && Object.values(value).every(isSlot),
];

function isSlot(value: unknown): boolean {
  return isObject(value) && Number.isInteger(value.channels) && isObject(value.field);
}

/** A network whose logits have the size of its input and a channel a class, and that taps each of its slots once. */
export function heldModel(model: AnyModel, classes: number, refuse: Refuse): AnyModel {
  requireMembers(model, "build()", { slots: SLOTS, forward: FUNCTION }, refuse);
  if (model.axes === 3) {
    const says = "a list of [depth, height, width], [1, 1, 1] first";
    const resolutions: Members[string] = [says, (value) => Array.isArray(value) && `${value[0]}` === "1,1,1"];
    requireMembers(model, "build()", { resolutions }, refuse);
  }
  const run = <T extends Features, R>(
    images: T,
    forward: Forward<T>,
    through: (forward: Forward<T>) => R,
  ): R => {
    const taps = heldTaps(model.slots, images, forward, refuse);
    const logits = attempt("forward()", () => through(taps.forward), refuse);
    taps.finish();
    checkLogits(logits, images, { model, classes }, refuse);
    return logits;
  };
  return model.axes === 3
    ? heldVolumes(model, (x, context) => run(x, context, (forward) => model.forward(x, forward)))
    : heldImages(model, (x, context) => run(x, context, (forward) => model.forward(x, forward)));
}

function heldImages({ backbone, slots }: Model, forward: Model["forward"]): Model {
  return { ...backbone && { backbone }, slots, forward };
}

function heldVolumes({ slots, resolutions }: VolumeModel, forward: VolumeModel["forward"]): VolumeModel {
  return { axes: 3, slots, resolutions, forward };
}

function checkLogits(
  logits: unknown,
  { shape: [batch, ...rest] }: Features,
  { model, classes }: { readonly model: AnyModel; readonly classes: number },
  refuse: Refuse,
): void {
  const size = rest.slice(0, -1), resolutions = model.axes === 3 ? model.resolutions : [[1, 1]];
  if (model.axes === 3 && !Array.isArray(logits)) {
    refuse(`forward() gave ${describe(logits)}, expected a list of logits, one for each of resolutions`);
  }
  const given = model.axes === 3 ? logits as unknown[] : [logits];
  if (given.length !== resolutions.length) {
    refuse(
      `forward() gave ${given.length} logits, expected ${resolutions.length}: one for each of resolutions`,
    );
  }
  given.forEach((one, i) => {
    const wanted = [batch, ...size.map((n, axis) => Math.ceil(n / resolutions[i][axis])), classes];
    if (isTensor(one) && `${one.shape}` === `${wanted}`) return;
    refuse(
      `forward() gave ${describe(one)}, expected logits of shape [${
        wanted.join(", ")
      }] (batch, size, classes)`,
    );
  });
}

/** A backbone whose maps are those that its `outputs` describe. */
export function heldBackbone(backbone: Backbone, refuse: Refuse): Backbone {
  const outputs: Members[string] = [
    "a list of { channels, field }",
    (value) => Array.isArray(value) && value.length > 0 && value.every(isSlot),
  ];
  requireMembers(backbone, "build()", { slots: SLOTS, outputs, forward: FUNCTION }, refuse);
  return {
    slots: backbone.slots,
    outputs: backbone.outputs,
    weights: backbone.weights,
    forward(images, context) {
      const taps = heldTaps(backbone.slots, images, context, refuse);
      const maps: unknown = attempt("forward()", () => backbone.forward(images, taps.forward), refuse);
      taps.finish();
      if (!Array.isArray(maps) || maps.length !== backbone.outputs.length) {
        return refuse(
          `forward() gave ${describe(maps)}, expected ${backbone.outputs.length} maps as in outputs`,
        );
      }
      maps.forEach((map, i) => {
        const wanted = shapeAt(backbone.outputs[i], images);
        if (isTensor(map) && `${map.shape}` === `${wanted}`) return;
        refuse(`forward() gave ${describe(map)} as output ${i}, expected shape [${wanted.join(", ")}]`);
      });
      return maps;
    },
  };
}

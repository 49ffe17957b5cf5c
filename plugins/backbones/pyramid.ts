import { chain, PIXEL } from "@dragsaw/core/model";
import type { Backbone, Stage, Step } from "@dragsaw/core/model";
import type { Tensor4D } from "@dragsaw/core/tensor";

/**
 * A backbone from its layers: what leaves the last step of each stride is an output.
 *
 * @param channels Of the image.
 * @param steps All layers, in the order data flows; a step that reduces the map does so before anything else in it.
 * @throws {RangeError} when a step's stride is neither that before it nor twice as large.
 */
export function pyramid(channels: number, steps: readonly Step[]): Backbone {
  const stages: Stage[] = [];
  for (const group of byStride(steps)) {
    stages.push(chain(stages.at(-1)?.output ?? { channels, field: PIXEL }, group));
  }
  return {
    slots: Object.assign({}, ...stages.map(({ slots }) => slots)),
    outputs: stages.map(({ output }) => output),
    forward(images, forward) {
      let x = images;
      return stages.map((stage): Tensor4D => x = stage.forward(x, forward));
    },
  };
}

function byStride(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  let field = PIXEL, stride = 0;
  for (const step of steps) {
    field = step.layer.field(field);
    if (stride > 0 && field.jump !== stride && field.jump !== 2 * stride) {
      throw new RangeError(`Cannot build a pyramid: found stride ${field.jump} behind stride ${stride}`);
    }
    if (field.jump !== stride) groups.push([]);
    stride = field.jump;
    groups[groups.length - 1].push(step);
  }
  return groups;
}

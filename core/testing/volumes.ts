import type { LossBuildContext } from "../loss/loss.ts";
import type { VolumeModel } from "../model/model.ts";
import type { Parameters } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor5D } from "../tensor/tf.ts";
import { lossContext } from "./loss.ts";
import { randomTensor } from "./numbers.ts";

/**
 * A model on volumes that is little but slots, of other strides through the slices than within: `x2` (stride 1x2x2, 6
 * channels) and `deep.x3` (2x4x4, 5 channels). Features are mixtures of the mean values under a unit, without weights.
 */
const volumeModel: VolumeModel = {
  axes: 3,
  resolutions: [[1, 1, 1], [1, 2, 2]],
  slots: {
    "x2": {
      channels: 6,
      field: [{ size: 3, jump: 1, start: 0 }, { size: 7, jump: 2, start: 0 }, { size: 7, jump: 2, start: 0 }],
    },
    "deep.x3": {
      channels: 5,
      field: [{ size: 5, jump: 2, start: 0 }, { size: 19, jump: 4, start: 0 }, {
        size: 19,
        jump: 4,
        start: 0,
      }],
    },
  },
  forward(volumes, { tap }) {
    for (const [slot, { channels, field }] of Object.entries(volumeModel.slots)) {
      const strides: [number, number, number] = [field[0].jump, field[1].jump, field[2].jump];
      const means = tf.avgPool3d(volumes, strides, strides, "same");
      const mixture = randomTensor([1, 1, 1, volumes.shape[4], channels], "mixture", slot) as Tensor5D;
      tap(slot, tf.tanh(tf.conv3d(means, mixture, 1, "valid")));
    }
    return [volumes, tf.avgPool3d(volumes, [1, 2, 2], [1, 2, 2], "same")];
  },
};

/**
 * What a loss on volumes is built with in tests: a model of slots `x2` and `deep.x3`, and no registry.
 *
 * @param parameters Where weights of its own are made.
 * @param changes Put over the defaults: 3 classes, size 6x20x16.
 */
export function volumeLossContext(
  parameters: Parameters,
  changes: Partial<LossBuildContext<VolumeModel>> = {},
): LossBuildContext<VolumeModel> {
  const { classes, channels, build, twin } = lossContext(parameters);
  return {
    parameters,
    classes,
    channels,
    build,
    twin,
    axes: 3,
    model: volumeModel,
    size: [6, 20, 16],
    ...changes,
  };
}

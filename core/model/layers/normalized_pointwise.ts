import { batchNormConv2d, conv2d } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/tf.ts";
import type { Parameters } from "../parameters.ts";
import { batchStatistics } from "./batch_statistics.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

const GEOMETRY = { stride: 1, dilation: 1, padding: 0 };

/**
 * Batch normalization, then a 1x1 convolution without bias, with nothing kept in between where steps are compiled. Makes
 * what the two make: the first under `norm`, the second under `conv`.
 *
 * @throws {RangeError} when run in training on one value per channel, which has no variance.
 */
export function normalizedPointwise(
  parameters: Parameters,
  { norm, conv }: { readonly norm: string; readonly conv: string },
  { from, to }: { readonly from: number; readonly to: number },
): Layer {
  const statistics = batchStatistics(parameters, norm, { channels: from });
  const weight = parameters.scope(conv).weight("weight", [1, 1, from, to], { kind: "he", fan: from });
  return layer(to, { kernel: 1 }, (x, forward) => {
    const w = weight as unknown as Tensor4D;
    if (!forward.training) return conv2d(statistics.apply(x), w, GEOMETRY);
    const batch = batchNormConv2d(x, statistics, w, GEOMETRY);
    statistics.follow(batch, forward);
    return batch.y;
  });
}

import type { Batch } from "../../data/batch.ts";
import { stream } from "../../data/random.ts";
import { activation, batchNormalization, chain, convolution, dropout, step } from "../../model/layers/mod.ts";
import type { LossInput, Twin } from "../../loss/loss.ts";
import type { Model } from "../../model/model.ts";
import { PIXEL } from "../../model/receptive_field.ts";
import { createParameters, type Parameters } from "../../model/parameters.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import type { Schedule } from "../../optim/schedule.ts";
import { softmaxCrossEntropy } from "../../tensor/ops/mod.ts";
import { tf } from "../../tensor/tf.ts";
import type { Scalar, Tensor4D } from "../../tensor/tf.ts";
import type { Experiment, Term } from "../experiment.ts";
import { createNetwork } from "../network.ts";
import { createTwin, type FollowingTwin } from "../twin.ts";

/** What a toy network has beside its two convolutions. */
export interface ToyOptions {
  /** Batch normalization: images of a batch see each other. */
  readonly norm?: boolean;
  /** Share of units dropped in training. */
  readonly drop?: number;
  /** Units between the convolutions. */
  readonly width?: number;
  /** A third term: how far the slot is from that of a twin, of two thirds its weights; both see the images doubled. */
  readonly twin?: boolean;
  /** Of the weight of `size`. */
  readonly schedule?: Schedule;
}

/** Two convolutions with a slot `hidden` between. */
function toyModel(parameters: Parameters, { norm = false, drop = 0, width = 5 }: ToyOptions): Model {
  const first = convolution(parameters, "first", { from: 2, to: width, kernel: 3 });
  const middle = norm
    ? batchNormalization(parameters, "norm", { channels: width, relu: true })
    : activation(width);
  const last = convolution(parameters, "last", { from: width, to: 3, kernel: 1 });
  const stage = chain({ channels: 2, field: PIXEL }, [
    step(first),
    step(middle),
    step(dropout(width, drop), "hidden"),
    step(last),
  ]);
  return { slots: stage.slots, forward: (images, forward) => stage.forward(images, forward) };
}

/** A toy network with a classification loss and one on the slot, descent with momentum. */
export function toyExperiment(options: ToyOptions = {}): Experiment {
  const parameters = createParameters(3), twins: FollowingTwin[] = [];
  const build = (parameters: Parameters) => createNetwork(toyModel(parameters, options), []);
  const network = build(parameters);
  const terms: Term[] = [
    {
      name: "segmentation",
      weight: 1,
      loss: { slots: [], compute: ({ logits, labels }) => softmaxCrossEntropy(logits, labels) },
    },
    {
      name: "size",
      weight: 0.25,
      ...options.schedule && { schedule: options.schedule },
      loss: {
        slots: ["hidden"],
        compute: ({ features }) => tf.mean(tf.square(features.get("hidden") as Tensor4D)) as Scalar,
      },
    },
  ];
  if (options.twin) {
    const parts = { online: parameters, prefix: "", into: createParameters(0).scope("twin"), build };
    const twin = createTwin(parts, { heads: () => undefined, momentum: () => 2 / 3 });
    twins.push(twin);
    terms.push({
      name: "twin",
      weight: .5,
      loss: { slots: [], compute: (input) => distance(input as unknown as LossInput, twin) },
    });
  }
  const optimizerState = createParameters(0);
  for (const { name, variable, trainable } of parameters.all) {
    if (trainable) optimizerState.state(`optimizer.momentum.${name}`, variable.shape, 0);
  }
  return {
    parameters,
    network,
    terms,
    twins,
    optimizer: momentum,
    optimizerState,
    schedule: { rate: (step, base, { steps }) => base * (1 - step / steps) },
  };
}

function distance({ images, pass }: LossInput, twin: Twin): Scalar {
  const [own, other] = [undefined, twin.network].map((network) =>
    pass(images.mul(2), ["hidden"], network).get("hidden") as Tensor4D
  );
  return tf.mean(tf.square(tf.sub(own, other)));
}

const momentum: Optimizer = {
  rate: 0.5,
  slots: ["momentum"],
  update(weight, gradient, { momentum }, { rate }) {
    momentum.assign(momentum.mul(0.9).add(gradient));
    weight.assign(weight.sub(momentum.mul(rate)));
  },
};

/** Four images of 6 x 8 with three classes, drawn from `seed`. */
export function toyBatch(seed: number): Batch {
  const random = stream("toy batch", seed), size: [number, number] = [6, 8], count = 4;
  return {
    images: Float32Array.from({ length: count * 48 * 2 }, () => random.normal()),
    labels: Int32Array.from({ length: count * 48 }, () => random.integer(3)),
    ids: Array.from({ length: count }, (_, i) => `${seed}-${i}`),
    size,
    channels: 2,
  };
}

import { compile, tf } from "@dragsaw/core/tensor";
import type { Precision, Tensor, Tensor5D, Tensors } from "@dragsaw/core/tensor";
import { clipByGlobalNorm, createParameters } from "@dragsaw/core";
import type { Forward3d, Optimizer, Parameter, Parameters, Scalar } from "@dragsaw/core";
import { deepSupervision } from "./deep_supervision.ts";
import type { UNet3dOptions } from "./options.ts";
import { createUNet3d } from "./unet3d.ts";

/** A training of a 3D U-Net on volumes that the caller makes. */
export interface VolumeStepOptions {
  /** Channels of a volume. */
  readonly channels: number;
  /** Classes with background. */
  readonly classes: number;
  /** Shape of the network; nnU-Net's defaults unless given. */
  readonly network?: UNet3dOptions;
  /** Update rule; its base rate is used at every step. */
  readonly optimizer: Optimizer;
  /** Root of the random streams that weights start from; 0 unless given. */
  readonly seed?: number;
  /** Largest global gradient norm; no clipping unless given. */
  readonly clipNorm?: number;
  /** What convolutions and matrix products are computed in; float32 unless given. */
  readonly precision?: Precision;
}

/** Updates of one network. */
export interface VolumeStep {
  /** The network's weights. */
  readonly parameters: Parameters;
  /**
   * One update: forward, deep supervision, gradients and optimiser as one compiled function.
   *
   * @param images `[B, D, H, W, channels]`; stays the caller's.
   * @param labels Class ids, int32 `[B, D, H, W]`; stays the caller's.
   * @returns The loss before the update.
   */
  run(images: Tensor5D, labels: Tensor): Promise<number>;
  /** Frees the weights and what the optimiser keeps. */
  close(): void;
}

/** Volumes have no dropout and no refiners here. */
const FORWARD: Forward3d = {
  training: true,
  tap: (_slot, x) => x,
  dropout: (x) => x,
  region: (_slots, inputs, layers) => layers(inputs, FORWARD),
  once: (effect) => effect(),
};

/** Builds a 3D U-Net and its update on the active backend. */
export function createVolumeStep(options: VolumeStepOptions): VolumeStep {
  const { channels, classes, network = {}, optimizer, seed = 0, clipNorm, precision = "float32" } = options;
  const parameters = createParameters(seed), state = createParameters(seed);
  const model = createUNet3d(network, { parameters, channels, classes });
  const slots = parameters.all.map(({ name, variable }) =>
    Object.fromEntries(
      optimizer.slots.map((slot) => [slot, state.state(`${slot}.${name}`, variable.shape, 0)]),
    )
  );
  const update = compile(function volumeStep({ images, labels, rate, step }: Tensors) {
    const { value, grads } = gradients(parameters.all, () => {
      const logits = model.forward(images as Tensor5D, FORWARD);
      return deepSupervision(logits, labels, model.resolutions);
    });
    const clipped = clipNorm === undefined ? grads : clipByGlobalNorm(grads, clipNorm);
    parameters.all.forEach(({ variable }, i) => {
      optimizer.update(variable, clipped[i], slots[i], { rate: rate as Scalar, step: step as Scalar });
    });
    return { loss: value };
  }, { precision });
  let steps = 0;
  return {
    parameters,
    async run(images, labels) {
      const rate = tf.scalar(optimizer.rate), step = tf.scalar(++steps);
      const { loss } = await update({ images, labels, rate, step });
      const [value] = await loss.data();
      tf.dispose([loss, rate, step]);
      return value;
    },
    close() {
      parameters.dispose();
      state.dispose();
    },
  };
}

/** Of every weight, in order; 0 for one that the loss does not see. */
function gradients(all: readonly Parameter[], loss: () => Scalar): { value: Scalar; grads: Tensor[] } {
  const variables = all.map(({ variable }) => variable);
  const { value, grads } = tf.variableGrads(loss, variables);
  return { value, grads: variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable)) };
}

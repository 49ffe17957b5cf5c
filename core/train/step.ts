import type { Batch } from "../data/batch.ts";
import { key as keyOf } from "../data/random.ts";
import type { Features } from "../model/model.ts";
import type { Parameter, Parameters } from "../model/parameters.ts";
import { clipByGlobalNorm } from "../optim/clip.ts";
import type { Horizon } from "../optim/schedule.ts";
import { compile } from "../tensor/compile.ts";
import { endPart } from "../tensor/end_part.ts";
import type { Precision, Tensors } from "../tensor/backend.ts";
import { tf } from "../tensor/tf.ts";
import type { Scalar, Tensor, Variable } from "../tensor/tf.ts";
import type { Experiment } from "./experiment.ts";
import { foldIn, furtherPasses } from "./network.ts";

/** What one update reports. */
export interface StepResult {
  /** Weighted sum of the terms. */
  readonly total: number;
  /** Terms before their weights, by name. */
  readonly terms: Readonly<Record<string, number>>;
  /** Learning rate used. */
  readonly rate: number;
}

/** How updates are made. */
export interface StepOptions {
  /** Root of the step's random keys. */
  readonly seed: number;
  /** Length of the training, for the schedule. */
  readonly horizon: Horizon;
  /** Micro-batches whose gradients are averaged into one update. */
  readonly accumulate: number;
  /** Largest global gradient norm; absent for no clipping. */
  readonly clipNorm?: number | undefined;
  /** What convolutions and matrix products are computed in. */
  readonly precision?: Precision;
}

/** One update of all weights from one batch. */
export interface Update {
  /** Makes it; `step` counts from 0. */
  (batch: Batch, step: number): Promise<StepResult>;
  /** Frees what it keeps beside the experiment: the sums of accumulated gradients. */
  close(): void;
}

/** Gradients of the total loss by weight, and the loss with its terms. */
type Gradients = { grads: Map<Parameter, Tensor>; report: Record<string, Tensor> };

/**
 * Makes the update of an experiment: forward, losses, gradients and optimiser as one compiled function, or, when gradients
 * are accumulated, one function for a micro-batch and one for the update.
 */
export function createUpdate(experiment: Experiment, options: StepOptions): Update {
  const { optimizer, schedule } = experiment;
  const { seed, horizon, accumulate } = options;
  const { run, close } = accumulate === 1 ? whole(experiment, options) : accumulated(experiment, options);
  const update = async (batch: Batch, step: number): Promise<StepResult> => {
    const rate = schedule.rate(step, optimizer.rate, horizon);
    const weights = termWeights(experiment, step, horizon);
    const report = await run(batch, keyOf(seed, "step", step), { rate, step, weights });
    const { total, ...terms } = report;
    return { total, terms, rate };
  };
  return Object.assign(update, { close });
}

/** Numbers that differ from step to step. */
interface Moment {
  readonly rate: number;
  readonly step: number;
  /** Of terms whose weight changes. */
  readonly weights: Readonly<Record<string, number>>;
}

interface Run {
  run(batch: Batch, key: [number, number], moment: Moment): Promise<Record<string, number>>;
  close(): void;
}

function whole(experiment: Experiment, { clipNorm, horizon, precision = "float32" }: StepOptions): Run {
  const update = compile((inputs: Tensors) => {
    moveTwins(experiment, inputs, horizon);
    const { grads, report } = gradients(experiment, inputs);
    apply(experiment, clip(grads, clipNorm), inputs);
    endPart("optimizer", "update");
    return report;
  }, { precision });
  return {
    async run(batch, key, moment) {
      const inputs = { ...toTensors(batch, 0, 1, key), ...weightsOf(moment), ...scalars(moment) };
      return await numbers(await update(inputs), inputs);
    },
    close: () => {},
  };
}

function accumulated(
  experiment: Experiment,
  { accumulate, clipNorm, horizon, precision = "float32" }: StepOptions,
): Run {
  const sums = new Map<Parameter, Variable>();
  for (const parameter of experiment.parameters.all) {
    if (parameter.trainable) sums.set(parameter, tf.tidy(() => zeroVariable(parameter.variable.shape)));
  }
  const begin = compile((inputs: Tensors) => {
    moveTwins(experiment, inputs, horizon);
    return {};
  });
  const add = compile((inputs: Tensors) => {
    const { grads, report } = gradients(experiment, inputs);
    for (const [parameter, grad] of grads) {
      const sum = sums.get(parameter)!;
      sum.assign(sum.add(grad.div(accumulate)));
    }
    endPart("optimizer", "update");
    return report;
  }, { precision });
  const update = compile((inputs: Tensors) => {
    apply(experiment, clip(sums, clipNorm), inputs);
    for (const sum of sums.values()) sum.assign(tf.zerosLike(sum));
    endPart("optimizer", "update");
    return {};
  });
  return {
    async run(batch, key, moment) {
      const mean: Record<string, number> = {}, last = scalars(moment);
      if (experiment.twins.length > 0) await begin(last);
      for (let part = 0; part < accumulate; part++) {
        const inputs = { ...toTensors(batch, part, accumulate, key), ...weightsOf(moment) };
        const report = await numbers(await add(inputs), inputs);
        for (const [name, value] of Object.entries(report)) {
          mean[name] = (mean[name] ?? 0) + value / accumulate;
        }
      }
      await numbers(await update(last), last);
      return mean;
    },
    close: () => sums.forEach((sum) => sum.dispose()),
  };
}

/** Brings slow copies of the network nearer to it as it stands. */
function moveTwins({ twins }: Experiment, inputs: Tensors, horizon: Horizon): void {
  if (twins.length === 0) return;
  const done = tf.sub(inputs.step, 1);
  for (const twin of twins) twin.follow(done.div(horizon.steps));
  endPart("twins", "update");
}

function zeroVariable(shape: number[]): Variable {
  return tf.variable(tf.zeros(shape), false);
}

function gradients({ network, terms, parameters }: Experiment, inputs: Tensors): Gradients {
  const { images, labels, key } = inputs;
  const observe = new Set(terms.flatMap(({ loss }) => loss.slots));
  const trainable = parameters.all.filter((parameter) => parameter.trainable);
  const kept: Record<string, Tensor> = {};
  const { value, grads } = tf.variableGrads(() => {
    const { logits, coarser, features, uncertainty, forward } = network.run(images as Features, {
      key,
      observe,
    });
    const seen = {
      images: images as Features,
      logits,
      coarser,
      labels,
      features,
      uncertainty,
      forward,
      pass: furtherPasses(network, key),
    };
    const weighted = terms.map(({ name, weight, loss }, i) => {
      const term = loss.compute({ ...seen, key: foldIn(key, -1 - i) });
      kept[name] = tf.keep(term.clone());
      const share = term.mul(inputs[weightInput(name)] ?? weight);
      endPart(`loss ${name}`);
      return share;
    });
    return weighted.reduce((sum, term) => sum.add(term)) as Scalar;
  }, trainable.map(({ variable }) => variable));
  const byParameter = trainable.flatMap((parameter) => {
    const grad = grads[parameter.variable.name];
    return grad ? [[parameter, grad] as const] : [];
  });
  const report: Record<string, Tensor> = { total: tellingNaN(value, parameters) };
  for (const [name, term] of Object.entries(kept)) report[name] = release(term);
  return { grads: new Map(byParameter), report };
}

/**
 * The loss, or NaN where an average of the network is not finite: ReLU in one pass with batch normalization may turn NaN
 * into 0, and the loss would look well.
 */
function tellingNaN(loss: Scalar, parameters: Parameters): Scalar {
  const averages = parameters.all.filter(({ trainable }) => !trainable);
  if (averages.length === 0) return loss;
  return tf.tidy(() => {
    const all = tf.concat(averages.map(({ variable }) => variable.reshape([-1])));
    return tf.add(loss, tf.mul(tf.sum(all), 0));
  });
}

/** A tensor kept through the tidy of the gradients, given to the tidy around them. */
function release(kept: Tensor): Tensor {
  const released = kept.clone();
  kept.dispose();
  return released;
}

function clip(
  grads: ReadonlyMap<Parameter, Tensor>,
  clipNorm: number | undefined,
): ReadonlyMap<Parameter, Tensor> {
  if (clipNorm === undefined) return grads;
  const clipped = clipByGlobalNorm([...grads.values()], clipNorm);
  return new Map([...grads.keys()].map((parameter, i) => [parameter, clipped[i]]));
}

function apply(
  { optimizer, optimizerState }: Experiment,
  grads: ReadonlyMap<Parameter, Tensor>,
  inputs: Tensors,
): void {
  const state = new Map(optimizerState.all.map(({ name, variable }) => [name, variable]));
  for (const [{ name, variable }, grad] of grads) {
    const slots = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, state.get(`optimizer.${slot}.${name}`)!]),
    );
    optimizer.update(variable, grad, slots, { rate: inputs.rate as Scalar, step: inputs.step as Scalar });
  }
}

/** Part `part` of `parts` of a batch, and its own random key. */
function toTensors(batch: Batch, part: number, parts: number, key: [number, number]): Tensors {
  const { size, channels } = batch, count = batch.ids.length / parts;
  const slice = <T extends Float32Array | Int32Array>(data: T) =>
    data.subarray(part * data.length / parts, (part + 1) * data.length / parts) as T;
  return {
    images: tf.tensor(slice(batch.images), [count, ...size, channels]),
    labels: tf.tensor(slice(batch.labels), [count, ...size], "int32"),
    key: tf.tensor1d([key[0] ^ Math.imul(part, 0x9e3779b1), key[1]], "int32"),
  };
}

/** Weights of this step, of terms that have a schedule. */
function termWeights({ terms }: Experiment, step: number, horizon: Horizon): Record<string, number> {
  return Object.fromEntries(
    terms.flatMap(({ name, weight, schedule }) =>
      schedule ? [[name, schedule.rate(step, weight, horizon)]] : []
    ),
  );
}

const weightInput = (term: string) => `weight.${term}`;

function weightsOf({ weights }: Moment): Tensors {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [weightInput(name), tf.scalar(weight)]),
  );
}

function scalars({ rate, step }: Moment): Tensors {
  return { rate: tf.scalar(rate), step: tf.scalar(step + 1) };
}

/** Reads scalars and frees them and the inputs. */
async function numbers(outputs: Tensors, inputs: Tensors): Promise<Record<string, number>> {
  const names = Object.keys(outputs);
  const values = await Promise.all(names.map(async (name) => (await outputs[name].data())[0]));
  tf.dispose([Object.values(outputs), Object.values(inputs)]);
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

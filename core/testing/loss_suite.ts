import { assert, assertEquals } from "@std/assert";
import type { Loss, LossBuildContext, LossInput } from "../loss/loss.ts";
import type { AnyModel, Features, Model, VolumeModel } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor } from "../tensor/tf.ts";
import { assertClose } from "./assert_close.ts";
import { checkGradient } from "./check_gradient.ts";
import type { GradientOptions } from "./check_gradient.ts";
import { checkWeightGradients } from "./check_weight_gradients.ts";
import type { WeightGradientOptions } from "./check_weight_gradients.ts";
import { lossContext, lossInput } from "./loss.ts";
import type { Masks } from "./loss.ts";
import type { Register } from "./model_suite.ts";
import { volumeLossContext } from "./volumes.ts";

/** A loss to put through {@linkcode lossSuite}, or {@linkcode volumeLossSuite}. */
export interface LossCase<M extends AnyModel = Model> {
  /** Put before what each test says. */
  readonly name: string;
  /** Put over the defaults of {@linkcode lossContext}, or {@linkcode volumeLossContext}. */
  readonly context?: Partial<LossBuildContext<M>>;
  /** For a loss whose gradient needs other steps. */
  readonly gradient?: GradientOptions;
  /** The same for its own weights; false where they also act behind a stopped gradient, which differences cannot know. */
  readonly weightGradient?: WeightGradientOptions | false;
  /** Builds it. */
  build(context: LossBuildContext<M>): Loss<Features>;
}

/** What a loss may read of a step by the network: logits at each resolution, and features under their slot's name. */
function inputsOf({ logits, coarser, features }: LossInput<Features>): Record<string, Tensor> {
  return {
    logits,
    ...Object.fromEntries(coarser.map((x, i) => [`coarser ${i}`, x])),
    ...Object.fromEntries(features),
  };
}

/** The step with such inputs in the place of its own. */
function withInputs(
  input: LossInput<Features>,
  inputs: Readonly<Record<string, Tensor>>,
): LossInput<Features> {
  return {
    ...input,
    logits: inputs.logits as Features,
    coarser: input.coarser.map((_, i) => inputs[`coarser ${i}`] as Features),
    features: new Map([...input.features.keys()].map((slot) => [slot, inputs[slot] as Features])),
  };
}

/** What every loss on images must do; see {@linkcode Loss}. */
export function lossSuite(loss: LossCase, register: Register = Deno.test): void {
  suite(loss, (parameters) => lossContext(parameters, loss.context), register);
}

/** What every loss on volumes must do. */
export function volumeLossSuite(loss: LossCase<VolumeModel>, register: Register = Deno.test): void {
  suite(loss, (parameters) => volumeLossContext(parameters, loss.context), register);
}

function suite<M extends AnyModel>(
  { name, build, gradient, weightGradient }: LossCase<M>,
  contextOf: (parameters: Parameters) => LossBuildContext<M>,
  register: Register,
): void {
  type Body = (
    loss: Loss<Features>,
    input: (masks: Masks) => LossInput<Features>,
    parameters: Parameters,
  ) => void;
  const test = (claim: string, fn: Body) =>
    register(`${name} ${claim}`, () => {
      const parameters = createParameters(7);
      try {
        const whole = contextOf(parameters), loss = build(whole);
        tf.tidy(() => fn(loss, (masks) => lossInput(loss, whole, masks), parameters));
      } finally {
        parameters.dispose();
      }
    });

  for (const masks of ["mixed", "empty", "full", "one empty"] as const) {
    test(`is a finite scalar with finite gradients, masks ${masks}`, (loss, input, { all }) => {
      const given = input(masks), inputs = inputsOf(given), names = Object.keys(inputs);
      const value = loss.compute(given);
      assertEquals(value.shape, []);
      assert(Number.isFinite(value.dataSync()[0]), `Found ${value.dataSync()[0]}`);
      const compute = (...x: Tensor[]) =>
        loss.compute(withInputs(given, Object.fromEntries(x.map((t, i) => [names[i], t]))));
      // An input that the loss does not read has no gradient: 0 times its sum gives it one.
      const sum = (...x: Tensor[]) =>
        x.reduce((total, t) => tf.add(total, tf.mul(tf.sum(t), 0)), compute(...x));
      const gradients = tf.grads(sum)(Object.values(inputs));
      const weights = all.filter(({ trainable }) => trainable).map(({ variable }) => variable);
      const own = weights.length > 0
        ? Object.values(tf.variableGrads(() => loss.compute(given), weights).grads)
        : [];
      for (const grad of [...gradients, ...own]) {
        assert(grad.isFinite().all().dataSync()[0], "Found a gradient that is not finite");
      }
    });
  }

  test("has the gradient that differences give", (loss, input, { all }) => {
    const given = input("mixed"), read = inputsOf(given);
    const unread = (inputs: Record<string, Tensor>) => Object.values(inputs).map((x) => tf.mul(tf.sum(x), 0));
    const value = (inputs: Record<string, Tensor>) =>
      tf.addN([loss.compute(withInputs(given, inputs)), ...unread(inputs)]);
    checkGradient(value, read, gradient);
    if (all.length > 0 && weightGradient !== false) {
      checkWeightGradients(() => loss.compute(given), all, weightGradient);
    }
  });

  test("does not depend on the order of the images", (loss, input) => {
    const given = input("mixed");
    const reversed = Object.entries(inputsOf(given)).map(([name, x]) => [name, tf.reverse(x, 0)] as const);
    const turned = withInputs(
      { ...given, labels: tf.reverse(given.labels, 0) },
      Object.fromEntries(reversed),
    );
    assertClose(loss.compute(turned), loss.compute(given), 1e-5);
  });

  test("repeats for the same step, and leaves no tensors but its value", (loss, input) => {
    const given = input("mixed");
    const first = loss.compute(given), before = tf.memory().numTensors;
    const again = loss.compute(given);
    assertEquals(tf.memory().numTensors - before, 1);
    assertEquals(again.dataSync(), first.dataSync());
  });
}

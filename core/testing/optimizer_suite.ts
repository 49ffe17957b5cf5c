import { assert, assertEquals } from "@std/assert";
import type { Optimizer } from "../optim/optimizer.ts";
import { tf } from "../tensor/tf.ts";
import type { Scalar, Variable } from "../tensor/tf.ts";
import type { Register } from "./model_suite.ts";
import { randomTensor } from "./numbers.ts";

/** An optimiser to put through {@linkcode optimizerSuite}. */
export interface OptimizerCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it. */
  readonly build: () => Optimizer;
  /** Rate at which 60 updates bring sum w^2 / 2 below a tenth of what it was; 0.05 unless given. */
  readonly rate?: number;
}

/** Shapes of weights: a kernel, a bias, a single number. */
const SHAPES = [[3, 3, 2, 4], [5], [1]];

/** What every optimiser must do; see {@linkcode Optimizer}. */
export function optimizerSuite(
  { name, build, rate = 0.05 }: OptimizerCase,
  register: Register = Deno.test,
): void {
  const test = (claim: string, fn: () => void) => register(`${name} ${claim}`, fn);

  test("has a rate above 0 and slots of different names", () => {
    const { rate, slots } = build();
    assert(Number.isFinite(rate) && rate > 0, `Found rate ${rate}`);
    assertEquals(new Set(slots).size, slots.length);
  });

  test("comes down a bowl, whatever the shape of the weight", () => {
    const state = begin(build()), height = heightOf(state);
    for (let step = 1; step <= 60; step++) descend(build(), state, { rate, step });
    const left = heightOf(state) / height;
    end(state);
    assert(left < 0.1, `Found ${left} of the height left after 60 updates at rate ${rate}`);
  });

  test("moves nothing at rate 0", () => {
    const state = begin(build()), before = valuesOf(state.weights);
    descend(build(), state, { rate: 0, step: 1 });
    assertEquals(valuesOf(state.weights), before);
    end(state);
  });

  test("keeps all it knows in its slots: an optimiser built anew goes on to the same bits", () => {
    const runs = [true, false].map((anew) => {
      const one = build(), state = begin(one);
      for (let step = 1; step <= 6; step++) descend(anew ? build() : one, state, { rate, step });
      const values = valuesOf([...state.weights, ...state.slots.flatMap((slots) => Object.values(slots))]);
      end(state);
      return values;
    });
    assertEquals(runs[0], runs[1]);
  });

  test("updates each weight for itself, and leaves no tensors behind", () => {
    const optimizer = build(), state = begin(optimizer);
    descend(optimizer, state, { rate, step: 1 });
    const together = valuesOf(state.weights), before = tf.memory().numTensors;
    end(state);
    const alone = SHAPES.flatMap((_, at) => {
      const state = begin(optimizer, [at]);
      descend(optimizer, state, { rate, step: 1 });
      const values = valuesOf(state.weights);
      end(state);
      return values;
    });
    assertEquals(alone, together);
    assert(tf.memory().numTensors <= before - SHAPES.length, "Tensors were left behind");
  });
}

/** Weights with what the optimiser keeps of each. */
interface State {
  readonly weights: readonly Variable[];
  readonly slots: readonly Readonly<Record<string, Variable>>[];
}

function begin({ slots }: Optimizer, which = SHAPES.map((_, i) => i)): State {
  return tf.tidy(() => ({
    weights: which.map((i) => tf.variable(randomTensor(SHAPES[i], "weight"))),
    slots: which.map((i) =>
      Object.fromEntries(slots.map((name) => [name, tf.variable(tf.zeros(SHAPES[i]))]))
    ),
  }));
}

function descend(optimizer: Optimizer, { weights, slots }: State, at: { rate: number; step: number }): void {
  tf.tidy(() => {
    const rate: Scalar = tf.scalar(at.rate), step: Scalar = tf.scalar(at.step);
    // the gradient of sum w^2 / 2
    weights.forEach((weight, i) => optimizer.update(weight, weight.clone(), slots[i], { rate, step }));
  });
}

function heightOf({ weights }: State): number {
  return weights.flatMap((weight) => [...weight.dataSync()]).reduce((sum, w) => sum + w * w / 2, 0);
}

function valuesOf(variables: readonly Variable[]): Float32Array[] {
  return variables.map((variable) => Float32Array.from(variable.dataSync()));
}

function end({ weights, slots }: State): void {
  tf.dispose([...weights, ...slots.flatMap((slots) => Object.values(slots))]);
}

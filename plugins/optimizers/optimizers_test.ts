import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Optimizer } from "@dragsaw/core";
import { OptionError } from "@dragsaw/core/registry";
import { optimizerSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Variable } from "@dragsaw/core/tensor";
import { z } from "zod";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

function build(type: string, options: Record<string, unknown>): Optimizer {
  const component = plugin.components.find(({ kind, name }) => kind === "optimizer" && name === type)!;
  const checked = z.strictObject(component.shape({ component: () => z.never() })).parse(options);
  return component.build(checked as never, {}) as Optimizer;
}

const WEIGHTS = [[0.5, -1.25, 2], [0, 0]];
const rateAt = (t: number) => 0.1 / t;
/** A gradient that depends on the weights, so that a wrong step shows in all later ones; the second weight gets none at first. */
const gradientAt = (weights: number[], t: number) =>
  weights.map((w, i) => t > 2 || weights.length > 2 ? w * w - 0.3 * i + 0.1 * t : 0);

/** Five updates of two weights on tensors. */
function run(optimizer: Optimizer): number[][] {
  const weights = tf.tidy(() => WEIGHTS.map((values) => tf.variable(tf.tensor1d(values))));
  const slots = tf.tidy(() =>
    WEIGHTS.map(({ length }) =>
      Object.fromEntries(optimizer.slots.map((name) => [name, tf.variable(tf.zeros([length]))]))
    )
  );
  for (let t = 1; t <= 5; t++) {
    tf.tidy(() => {
      const rate: Scalar = tf.scalar(rateAt(t)), step: Scalar = tf.scalar(t);
      weights.forEach((weight: Variable, i) => {
        const gradient = tf.tensor1d(gradientAt([...weight.dataSync()], t));
        optimizer.update(weight, gradient, slots[i], { rate, step });
      });
    });
  }
  const values = weights.map((weight) => [...weight.dataSync()]);
  tf.dispose([weights, slots]);
  return values;
}

/** The same in float64 with PyTorch's formulas, written down from its documentation. */
function reference(make: () => (w: number[], g: number[], rate: number, t: number) => number[]): number[][] {
  return WEIGHTS.map((start) => {
    const update = make();
    let weights = start;
    for (let t = 1; t <= 5; t++) weights = update(weights, gradientAt(weights, t), rateAt(t), t);
    return weights;
  });
}

function assertClose(found: number[][], wanted: number[][]) {
  wanted.flat().forEach((value, i) => {
    const error = Math.abs(found.flat()[i] - value) / Math.max(Math.abs(value), 1e-3);
    assert(error < 2e-6, `entry ${i}: ${found.flat()[i]}, wanted ${value}`);
  });
}

const adam = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0, decoupled = false }) => () => {
  const m: number[] = [], v: number[] = [];
  return (weights: number[], gradients: number[], rate: number, t: number) =>
    weights.map((weight, i) => {
      const g = decoupled ? gradients[i] : gradients[i] + decay * weight;
      const w = decoupled ? weight - rate * decay * weight : weight;
      m[i] = beta1 * (m[i] ?? 0) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] ?? 0) + (1 - beta2) * g * g;
      const mean = m[i] / (1 - beta1 ** t), root = Math.sqrt(v[i] / (1 - beta2 ** t));
      return w - rate * mean / (root + epsilon);
    });
};

const length = (x: number[]) => Math.hypot(...x);

const sgd = ({ momentum = 0, nesterov = false, decay = 0, trust = 0, clip = true }) => () => {
  const buffer: number[] = [];
  return (weights: number[], gradients: number[], rate: number, t: number) => {
    let adaptive = 1, l2 = decay;
    if (trust > 0 && length(weights) > 0 && length(gradients) > 0) {
      adaptive = trust * length(weights) / (length(gradients) + decay * length(weights) + 1e-8);
      if (clip) adaptive = Math.min(adaptive / rate, 1);
    } else if (trust > 0) l2 = 0;
    return weights.map((w, i) => {
      const g = adaptive * (gradients[i] + l2 * w);
      if (momentum === 0) return w - rate * g;
      buffer[i] = t === 1 ? g : momentum * buffer[i] + g;
      return w - rate * (nesterov ? g + momentum * buffer[i] : buffer[i]);
    });
  };
};

const CASES: [string, Optimizer, ReturnType<typeof adam>][] = [
  ["adam", build("adam", {}), adam({})],
  [
    "adam with L2",
    build("adam", { weightDecay: 0.3, beta1: 0.8, beta2: 0.95 }),
    adam({ decay: 0.3, beta1: 0.8, beta2: 0.95 }),
  ],
  ["adam with a large epsilon", build("adam", { epsilon: 0.1 }), adam({ epsilon: 0.1 })],
  ["adamw", build("adamw", { weightDecay: 0.3 }), adam({ decay: 0.3, decoupled: true })],
  ["sgd", build("sgd", { momentum: 0 }), sgd({})],
  ["sgd with momentum and decay", build("sgd", { weightDecay: 0.3 }), sgd({ momentum: 0.9, decay: 0.3 })],
  ["sgd nesterov", build("sgd", { momentum: 0.99, nesterov: true }), sgd({ momentum: 0.99, nesterov: true })],
  [
    "sgd with LARC",
    build("sgd", { weightDecay: 0.3, larc: { trust: 0.02 } }),
    sgd({ momentum: 0.9, decay: 0.3, trust: 0.02 }),
  ],
  [
    "sgd with LARS",
    build("sgd", { weightDecay: 0.3, larc: { trust: 0.4, clip: false } }),
    sgd({ momentum: 0.9, decay: 0.3, trust: 0.4, clip: false }),
  ],
];

/** Rates at which those come down that scale their gradient or keep most of their momentum. */
const RATES: Readonly<Record<string, number>> = { "sgd nesterov": 0.1, "adam with a large epsilon": 0.1 };

for (const [name, optimizer, make] of CASES) {
  optimizerSuite({ name, build: () => optimizer, ...RATES[name] && { rate: RATES[name] } }, onEachBackend);
  onEachBackend(`${name} agrees with PyTorch's formulas over 5 updates`, () => {
    assertClose(run(optimizer), reference(make));
  });
}

Deno.test("an optimiser knows its base rate", () => {
  assertEquals(build("adam", { rate: 0.25 }).rate, 0.25);
  assertEquals(build("sgd", { rate: 0.5 }).rate, 0.5);
});

Deno.test("sgd refuses nesterov without momentum", () => {
  assertThrows(() => build("sgd", { momentum: 0, nesterov: true }), OptionError, "momentum 0");
});

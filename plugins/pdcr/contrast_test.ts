import { assert, assertThrows } from "@std/assert";
import { assertClose, checkGradient, randomTensor, toTensor } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { divergence } from "./affinity.ts";
import { contrast } from "./contrast.ts";
import type { ContrastOptions, Form } from "./contrast.ts";
import { averageRatio } from "./ratio.ts";

interface Case {
  readonly name: string;
  readonly features1: string;
  readonly features2: string;
  readonly phi1: string;
  readonly phi2: string;
  readonly same_map: boolean;
  readonly multiclass: boolean;
  readonly form: Form;
  readonly reduction: "mean" | "sum";
  readonly temperature: number;
  readonly max_shift: boolean;
  readonly detach_max: boolean;
  readonly mode: "loss_first" | "ratio_first";
  readonly ratio_weights: number[];
  readonly expected_loss: number;
  readonly expected_grad1?: GoldenArray;
  readonly expected_grad2?: GoldenArray;
}

const { inputs, cases } = readGolden<{ inputs: Record<string, GoldenArray>; cases: Case[] }>("pdcr_loss");

/** Divergences and options of a golden case. */
function settings(item: Case): [Tensor, ContrastOptions] {
  const [phi1, phi2] = [item.phi1, item.phi2].map((name) => {
    const phi = item.multiclass ? toTensor(inputs[name]) : toTensor(inputs[name]).expandDims(-1);
    return item.mode === "ratio_first" ? averageRatio(phi, item.ratio_weights) : phi;
  });
  const shift = !item.max_shift ? "none" : item.detach_max ? "detached" : "through";
  return [divergence(phi1, phi2, false), { ...item, shift }];
}

for (const item of cases) {
  onEachBackend(`contrast() agrees with the golden case ${item.name}`, () => {
    tf.tidy(() => {
      const f = toTensor(inputs[item.features1]), g = toTensor(inputs[item.features2]);
      const [d, options] = settings(item);
      const loss = item.same_map
        ? tf.valueAndGrads((f: Tensor) => contrast(f, f, d, options))([f])
        : tf.valueAndGrads((f: Tensor, g: Tensor) => contrast(f, g, d, options))([f, g]);
      assertClose(loss.value, item.expected_loss);
      for (const grad of loss.grads) assert(grad.isFinite().all().dataSync()[0]);
      if (item.expected_grad1) assertClose(loss.grads[0], item.expected_grad1);
      if (item.expected_grad2) assertClose(loss.grads[1], item.expected_grad2);
    });
  });
}

const FORMS: readonly Form[] = [
  "paper",
  "released2d",
  "unweighted",
  "diagonal",
  "sigmoid-l1",
  "regression",
  "supcon",
];

for (const form of FORMS) {
  onEachBackend(`contrast() gives the gradient of the form ${form}`, () => {
    tf.tidy(() => {
      const d = tf.abs(tf.sin(randomTensor([2, 3, 4, 4], "d")));
      const options: ContrastOptions = { form, temperature: 0.5, reduction: "mean" };
      const features = { f: randomTensor([2, 4, 6], "f"), g: randomTensor([2, 4, 6], "g") };
      checkGradient(({ f, g }) => contrast(f, g, d, options), features, { epsilon: 0.003, tolerance: 0.005 });
    });
  });
}

for (const form of FORMS) {
  onEachBackend(`contrast() in the form ${form} weighs its units, and even weights change nothing`, () => {
    tf.tidy(() => {
      const d = tf.abs(tf.sin(randomTensor([2, 3, 4, 4], "d"))), f = randomTensor([2, 4, 6], "f");
      const value = (u: Tensor, v: Tensor) =>
        contrast(f, f, d, { form, temperature: 0.5, reduction: "mean", weights: [u, v] });
      const even = tf.ones([2, 4]), u = tf.tensor2d([[2, 1, 1, 0], [0.5, 1, 1.5, 1]]);
      assertClose(value(even, even), contrast(f, f, d, { form, temperature: 0.5, reduction: "mean" }), 1e-5);
      // Weights of the first map make a mean of the losses of its units.
      const each = tf.unstack(tf.oneHot(tf.range(0, 8, 1, "int32"), 8).cast("float32")).map((only) =>
        value(only.reshape([2, 4]), even).dataSync()[0]
      );
      assertClose(value(u, even), tf.sum(tf.mul(tf.tensor1d(each), u.flatten())), 1e-4);
      checkGradient(
        ({ f }) => contrast(f, f, d, { form, temperature: 0.5, reduction: "sum", weights: [u, u] }),
        { f },
        { epsilon: 0.003, tolerance: 0.01 },
      );
    });
  });
}

/** Loss of two units with cosine `c`, temperature 1, no shift, by the formulas in plain numbers. */
function byHand(form: Form, c: number, d: number): number {
  // Units f = (1, 0) and g = (c, sin): s = [[1, c], [c, 1]], d = [[0, d], [d, 0]].
  const rows = [[[1, 0], [c, d]], [[c, d], [1, 0]]];
  const losses = rows.flatMap((row, i) =>
    row.map(([s, d]) => {
      if (form === "sigmoid-l1") return Math.abs(1 / (1 + Math.exp(-s)) - (1 - d));
      const sum = row.reduce((total, [s]) => total + Math.exp(s), 0);
      return Math.log(sum) - (form === "diagonal" ? row[i][0] : s);
    })
  );
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

onEachBackend("contrast() computes the other forms as written", () => {
  tf.tidy(() => {
    const c = 0.28, d = 0.7;
    const f = tf.tensor3d([[[1, 0], [2 * c, 2 * Math.sqrt(1 - c * c)]]]),
      apart = tf.tensor4d([[[[0, d], [d, 0]]]]);
    for (const form of ["unweighted", "diagonal", "sigmoid-l1"] as const) {
      const loss = contrast(f, f, apart, { form, temperature: 1, reduction: "mean", shift: "none" });
      assertClose(loss, byHand(form, c, d), 1e-6, undefined, form);
    }
  });
});

onEachBackend("contrast() in the form paper pulls like units together, released2d apart", () => {
  tf.tidy(() => {
    const f = tf.tensor3d([[[1, 0.2], [1, -0.2], [-0.1, 1]]]);
    const alike = tf.tensor([0, 0, 1, 0, 0, 1, 1, 1, 0], [1, 1, 3, 3]);
    const cosineAfter = (form: Form): number => {
      const options: ContrastOptions = { form, temperature: 1, reduction: "mean" };
      const step = tf.grad((f: Tensor) => contrast(f, f, alike, options) as Scalar)(f);
      const moved = tf.sub(f, tf.mul(step, 0.1)).dataSync(),
        a = moved.subarray(0, 2),
        b = moved.subarray(2, 4);
      return (a[0] * b[0] + a[1] * b[1]) / (Math.hypot(...a) * Math.hypot(...b));
    };
    const before = (1 - 0.04) / 1.04;
    assert(cosineAfter("paper") > before);
    assert(cosineAfter("released2d") < before);
  });
});

onEachBackend("contrast() of features that are all zero is finite", () => {
  tf.tidy(() => {
    const zero = tf.zeros([1, 4, 3]), d = tf.zeros([1, 1, 4, 4]);
    for (const form of FORMS) {
      const options: ContrastOptions = { form, temperature: 0.07, reduction: "mean" };
      const { value, grads } = tf.valueAndGrads((f: Tensor) => contrast(f, f, d, options))([zero]);
      assert(Number.isFinite(value.dataSync()[0]) && grads[0].isFinite().all().dataSync()[0], form);
    }
  });
});

Deno.test("contrast() refuses to pair different numbers of units by place", () => {
  tf.tidy(() => {
    const options: ContrastOptions = { form: "diagonal", temperature: 1, reduction: "mean" };
    const call = () => contrast(tf.ones([1, 2, 3]), tf.ones([1, 4, 3]), tf.zeros([1, 1, 2, 4]), options);
    assertThrows(call, RangeError, "Cannot pair 2 units with 4");
  });
});

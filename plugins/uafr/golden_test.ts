import { assertEquals } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import { assertClose, plainForward, toTensor } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { batchNorm, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D, Variable } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { createBlock } from "./block.ts";
import { uncertaintyWeight } from "./uncertainty_weight.ts";

/** The fields of tests/goldens/uafr.json that all cases have. */
type Case =
  & {
    name: string;
    spatial_dims: number;
    M: number;
    k: number;
    bn_eps: number;
    conv_bias: GoldenArray | null;
  }
  & Record<typeof WEIGHTS[number] | "x" | "upstream_grad", GoldenArray>
  & Record<`expected_${"entropy" | "out" | "running_mean" | "running_var" | "grad_x"}`, GoldenArray>
  & Record<`expected_grad_${typeof WEIGHTS[number] | "conv_bias"}`, GoldenArray>;

const WEIGHTS = ["conv_weight", "bn_gamma", "bn_beta", "head_weight", "head_bias"] as const;
const { cases } = readGolden<{ cases: Case[] }>("uafr");

for (const golden of cases.filter(({ spatial_dims }) => spatial_dims === 2)) {
  onEachBackend(`uafr block gives values and gradients of golden ${golden.name}`, () => {
    const parameters = createParameters(0);
    tf.tidy(() => {
      const x = toTensor(golden.x) as Tensor4D;
      const channels = x.shape[3];
      const block = createBlock(parameters, {
        channels,
        hidden: 3,
        M: golden.M,
        kernel: golden.k,
        dropoutRate: 0,
      });
      const named = new Map(parameters.all.map(({ name, variable }) => [name, variable]));
      const weights = ["conv.weight", "conv.gamma", "conv.beta", "head.weight", "head.bias"].map((name) =>
        named.get(name) as Variable
      );
      weights.forEach((weight, i) => weight.assign(toTensor(golden[WEIGHTS[i]]).reshape(weight.shape)));
      const upstream = toTensor(golden.upstream_grad);
      const gradients = tf.grads((x: Tensor) =>
        block(x as Tensor4D, plainForward(true)).features.mul(upstream).sum()
      );
      const { grads } = tf.variableGrads(
        () => block(x, plainForward(true)).features.mul(upstream).sum().asScalar(),
        weights,
      );
      WEIGHTS.forEach((name, i) =>
        assertClose(
          grads[weights[i].name].flatten(),
          golden[`expected_grad_${name}`].data as number[],
          1e-5,
          undefined,
          name,
        )
      );
      assertClose(gradients([x])[0], golden.expected_grad_x, 1e-5);
      named.get("conv.mean")!.assign(tf.zeros([3]));
      named.get("conv.variance")!.assign(tf.ones([3]));
      const { features, uncertainty } = block(x, plainForward(true));
      assertClose(features, golden.expected_out, 1e-5);
      assertClose(uncertainty, golden.expected_entropy, 1e-5);
      assertClose(named.get("conv.mean")!, golden.expected_running_mean, 1e-5);
      assertClose(named.get("conv.variance")!, golden.expected_running_var, 1e-5);
    });
    parameters.dispose();
  });
}

const volume = cases.find(({ spatial_dims }) => spatial_dims === 3) as Case;

onEachBackend(`uncertaintyWeight() gives values and gradients of golden ${volume.name}`, () => {
  tf.tidy(() => {
    assertEquals(volume.x.shape.length, 5);
    const names = ["x", ...WEIGHTS, "conv_bias"] as const;
    const inputs = names.map((name) => toTensor(volume[name] as GoldenArray));
    const wired = (
      x: Tensor,
      conv: Tensor,
      gamma: Tensor,
      beta: Tensor,
      head: Tensor,
      bias: Tensor,
      offset: Tensor,
    ) => {
      const hidden = tf.conv3d(x as tf.Tensor5D, conv as tf.Tensor5D, 1, "same").add(offset);
      const flat = hidden.reshape([-1, 1, 1, hidden.shape[4] as number]) as Tensor4D;
      const active = batchNorm(flat, gamma, beta, volume.bn_eps).y.relu().reshape([
        -1,
        flat.shape[3],
      ]) as tf.Tensor2D;
      const logits = active.matMul(head as tf.Tensor2D).add(bias).reshape([...x.shape.slice(0, 4), volume.M]);
      return uncertaintyWeight(x, logits);
    };
    const run = wired as (...inputs: Tensor[]) => ReturnType<typeof wired>;
    const { features, uncertainty } = run(...inputs);
    assertClose(features, volume.expected_out, 1e-5);
    assertClose(uncertainty, volume.expected_entropy, 1e-5);
    const upstream = toTensor(volume.upstream_grad);
    const gradients = tf.grads((...inputs: Tensor[]) => run(...inputs).features.mul(upstream).sum())(inputs);
    names.forEach((name, i) => {
      // the bias before batch normalization has no effect: its gradient is rounding
      const floor = name === "conv_bias" ? 1e-5 : undefined;
      assertClose(gradients[i], volume[`expected_grad_${name}`], 1e-5, floor, name);
    });
  });
});

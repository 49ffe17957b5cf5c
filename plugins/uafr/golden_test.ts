import { assert } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import type { Axes, Features } from "@dragsaw/core/model";
import { assertClose, plainForward, toTensor } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Variable } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { createBlock } from "./block.ts";

/** The fields of tests/goldens/uafr.json that all cases have. */
type Case =
  & {
    name: string;
    spatial_dims: Axes;
    M: number;
    k: number;
    bn_momentum: number;
    conv_bias: GoldenArray | null;
  }
  & Record<typeof WEIGHTS[number] | "x" | "upstream_grad", GoldenArray>
  & Record<`expected_${"entropy" | "out" | "running_mean" | "running_var" | "grad_x"}`, GoldenArray>
  & Record<`expected_grad_${typeof WEIGHTS[number] | "conv_bias"}`, GoldenArray>;

const WEIGHTS = ["conv_weight", "bn_gamma", "bn_beta", "head_weight", "head_bias"] as const;
const { cases } = readGolden<{ cases: Case[] }>("uafr");

for (const golden of cases) {
  onEachBackend(`uafr block gives values and gradients of golden ${golden.name}`, () => {
    const parameters = createParameters(0);
    tf.tidy(() => {
      const x = toTensor(golden.x) as Features, forward = plainForward<Features>(true);
      const block = createBlock(parameters, {
        axes: golden.spatial_dims,
        channels: x.shape[x.rank - 1] as number,
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
      const gradient = tf.grad((x: Tensor) => block(x as Features, forward).features.mul(upstream).sum())(x);
      const { grads } = tf.variableGrads(
        () => block(x, forward).features.mul(upstream).sum().asScalar(),
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
      assertClose(gradient, golden.expected_grad_x, 1e-5);
      named.get("conv.mean")!.assign(tf.zeros([3]));
      named.get("conv.variance")!.assign(tf.ones([3]));
      const { features, uncertainty } = block(x, forward);
      assertClose(features, golden.expected_out, 1e-5);
      assertClose(uncertainty, golden.expected_entropy, 1e-5);
      // A bias before batch normalisation is in the running mean, and nowhere else: the block has none.
      const bias = golden.conv_bias ? toTensor(golden.conv_bias) : tf.zeros([3]);
      assertClose(
        tf.add(named.get("conv.mean")!, tf.mul(bias, golden.bn_momentum)),
        golden.expected_running_mean,
        1e-5,
      );
      assertClose(named.get("conv.variance")!, golden.expected_running_var, 1e-5);
    });
    parameters.dispose();
  });
}

Deno.test("a golden shows that a bias before batch normalisation has no gradient", () => {
  const { conv_bias, expected_grad_conv_bias: { data } } = cases.find(({ spatial_dims }) =>
    spatial_dims === 3
  )!;
  assert(conv_bias !== null && (data as number[]).every((value) => Math.abs(value) < 1e-12));
});

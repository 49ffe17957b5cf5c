import { convolution, createParameters, planParameters } from "@dragsaw/core/model";
import type { Parameters } from "@dragsaw/core/model";
import { plainForward } from "@dragsaw/core/testing";
import { normalize, relu6, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor1D, Tensor4D } from "@dragsaw/core/tensor";
import { importWeights, readWeights } from "@dragsaw/core/weights";
import type { WeightMap } from "@dragsaw/core/weights";
import { assert, assertEquals, assertLess } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { readWeightGolden, weightFile, withoutWeightFiles } from "../../tests/weight_files.ts";
import { createEfficientNetLite } from "./efficientnet_lite.ts";
import { efficientNetLiteWeights } from "./efficientnet_lite_weights.ts";

interface Golden {
  readonly top5: readonly [number, number][];
  readonly logits: readonly number[];
  readonly features_mean: readonly number[];
}

/** What follows the backbone in the classifier, by names of our own. */
const HEAD: WeightMap = {
  source: (name) =>
    ({
      "head.weight": { name: "_conv_head.weight", layout: "conv" },
      "gamma": { name: "_bn1.weight", layout: "vector" },
      "beta": { name: "_bn1.bias", layout: "vector" },
      "mean": { name: "_bn1.running_mean", layout: "vector" },
      "variance": { name: "_bn1.running_var", layout: "vector" },
      "dense": { name: "_fc.weight", layout: "dense" },
      "bias": { name: "_fc.bias", layout: "vector" },
    } as const)[name],
};

/** The classifier of the published weights: 1x1 convolution to 1280, mean over the map, 1000 classes. */
function classifier(parameters: Parameters): (images: Tensor4D) => { pooled: Tensor; logits: Tensor } {
  const backbone = createEfficientNetLite({ outputStride: 32, width: 1 }, {
    parameters: parameters.scope("backbone"),
    channels: 3,
  });
  const scope = parameters.scope("head"), forward = plainForward(false);
  const head = convolution(scope, "head", { from: 320, to: 1280, kernel: 1, bias: false });
  const vector = (name: string, size: number) => scope.state(name, [size], 0);
  const [mean, variance, gamma, beta] = ["mean", "variance", "gamma", "beta"].map((name) =>
    vector(name, 1280)
  );
  const dense = scope.state("dense", [1280, 1000], 0), bias = vector("bias", 1000);
  return (images) => {
    const wide = head(backbone.forward(images, forward).at(-1)!, forward);
    const pooled = tf.mean(relu6(normalize(wide, mean, variance, gamma, beta, 1e-3)), [1, 2]);
    return { pooled, logits: tf.add(tf.matMul(pooled as tf.Tensor2D, dense as Tensor as tf.Tensor2D), bias) };
  };
}

/** [1,224,224,3]: x[0,r,c,k] = sin(r / (7 + k) + c / (11 + 2 k)). */
function input(): Tensor4D {
  const values = Float32Array.from({ length: 224 * 224 * 3 }, (_, i) => {
    const k = i % 3, c = Math.floor(i / 3) % 224, r = Math.floor(i / 3 / 224);
    return Math.sin(r / (7 + k) + c / (11 + 2 * k));
  });
  return tf.tensor4d(values, [1, 224, 224, 3]);
}

const furthest = (found: Tensor, wanted: readonly number[]) =>
  tf.max(tf.abs(tf.sub(found.flatten(), tf.tensor1d([...wanted]) as Tensor1D))).dataSync()[0];

if (withoutWeightFiles) {
  Deno.test({
    name: `efficientnet-lite0 with published weights [${withoutWeightFiles}]`,
    ignore: true,
    fn() {},
  });
} else {
  onEachBackend("efficientnet-lite0 with the published weights gives the published logits", async () => {
    const golden = readWeightGolden<Golden>("efficientnet_lite0_golden.json");
    const file = await readWeights(weightFile("efficientnet_lite0.pth"));
    const parameters = createParameters(0);
    const classify = classifier(parameters);
    const body = importWeights(file, efficientNetLiteWeights, parameters.all, "backbone.");
    const head = importWeights(file, HEAD, parameters.all, "head.");
    assertEquals([body.used.length, head.used.length], [240, 7]);
    const neither = body.unused.filter((name) => head.unused.includes(name));
    assertEquals(neither.length, 49);
    assert(neither.every((name) => name.endsWith(".num_batches_tracked")));
    assertEquals(
      body.untouched,
      parameters.all.map(({ name }) => name).filter((name) => name.startsWith("head.")),
    );
    tf.tidy(() => {
      const { pooled, logits } = classify(input());
      assertLess(furthest(logits, golden.logits), 1e-3);
      assertLess(furthest(pooled, golden.features_mean), 1e-3);
      const best = [...tf.topk(logits.flatten(), 5).indices.dataSync()];
      assertEquals(best, golden.top5.map(([label]) => label));
    });
    parameters.dispose();
  }, { only: ["tensorflow"] });
}

Deno.test("efficientnet-lite0 has the parameters of the published network without its head", () => {
  const plan = planParameters();
  createEfficientNetLite({ outputStride: 16, width: 1 }, { parameters: plan.parameters, channels: 3 });
  plan.parameters.dispose();
  assertEquals(plan.count(), 4_652_008 - 1280 * (320 + 2) - 1000 * 1281);
  const sources = plan.planned.map(({ name }) => efficientNetLiteWeights.source(name)?.name);
  assertEquals(new Set(sources).size, plan.planned.length);
  assert(!sources.includes(undefined));
});

Deno.test("efficientnet-lite0 has the same weights at every output stride", () => {
  const [first, ...others] = ([32, 16, 8] as const).map((outputStride) => {
    const plan = planParameters();
    const { outputs } = createEfficientNetLite({ outputStride, width: 1 }, { ...plan, channels: 3 });
    plan.parameters.dispose();
    assertEquals(outputs.at(-1)!.field.jump, outputStride);
    assertEquals(outputs.at(-1)!.channels, 320);
    return plan.planned;
  });
  for (const planned of others) assertEquals(planned, first);
});

onEachBackend(
  "efficientnet-lite0 pads strides as TensorFlow does, and alike at sizes that do not divide",
  () => {
    const parameters = createParameters(2);
    const options = { outputStride: 32, width: 1 / 16 } as const;
    const backbone = createEfficientNetLite(options, { parameters, channels: 1 });
    tf.tidy(() => {
      const outputs = (size: number) => {
        const images = tf.ones([1, size, size, 1]) as Tensor4D;
        return backbone.forward(images, plainForward(false)).map(({ shape }) => shape[1]);
      };
      assertEquals(outputs(64), [32, 16, 8, 4, 2]);
      assertEquals(outputs(33), [17, 9, 5, 3, 2]);
    });
    assertEquals(backbone.outputs.map(({ field }) => field.start), [1, 3, 7, 15, 31]);
    parameters.dispose();
  },
);

import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import type { Twin } from "../loss/loss.ts";
import { convBn } from "../model/layers/mod.ts";
import type { Model } from "../model/model.ts";
import { createParameters, type Parameters } from "../model/parameters.ts";
import { PIXEL } from "../model/receptive_field.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor4D, Variable } from "../tensor/tf.ts";
import { assertClose } from "../testing/assert_close.ts";
import { snapshot } from "../testing/check_weight_gradients.ts";
import { randomTensor } from "../testing/numbers.ts";
import { createNetwork, furtherPasses, type Network } from "./network.ts";
import { createTwin, type FollowingTwin } from "./twin.ts";

/** One convolution with batch normalization and the slot `a` behind it. */
function build(parameters: Parameters): Network {
  const layer = convBn(parameters.scope("model"), "conv", { from: 2, to: 3 });
  const model: Model = {
    slots: { a: { channels: 3, field: PIXEL } },
    forward: (images, forward) =>
      forward.tap("a", forward.region(["a"], [images], ([x], forward) => layer(x, forward))),
  };
  return createNetwork(model, []);
}

const head = (parameters: Parameters): Variable => parameters.weight("head", [2], { kind: "ones" });

interface Made {
  readonly online: Parameters;
  readonly network: Network;
  readonly twin: FollowingTwin<Variable>;
}

function withTwin(fn: (made: Made) => void, momentum = .75): void {
  const online = createParameters(1), into = createParameters(2);
  const network = build(online);
  head(online.scope("loss"));
  const twin = createTwin({ online, prefix: "loss.", into, build }, {
    heads: head,
    momentum: () => momentum,
  });
  try {
    tf.tidy(() => fn({ online, network, twin }));
  } finally {
    online.dispose();
    into.dispose();
  }
}

/** Values of the trained weights, or of the twin's, in one order. */
function values(all: Parameters["all"], names: readonly string[]): number[] {
  return names.flatMap((name) => [...all.find((each) => each.name === name)!.variable.dataSync()]);
}

const WEIGHTS = ["model.conv.weight", "model.conv.gamma", "model.conv.beta"];

onEachBackend("a twin takes the weights as they are at the start, and a share of them from then on", () => {
  withTwin(({ online, twin }) => {
    const average = () => values(twin.parameters.all, [...WEIGHTS, "head"]);
    const weight = () => values(online.all, [...WEIGHTS, "loss.head"]);
    const change = () =>
      online.all.forEach(({ variable }) => variable.assign(tf.add(tf.mul(variable, 3), 1)));
    change();
    twin.follow(tf.scalar(0));
    assertEquals(average(), weight());
    const before = average();
    change();
    twin.follow(tf.scalar(.5));
    assertClose(average(), weight().map((w, i) => .75 * before[i] + .25 * w), 1e-6);
    assertEquals([...twin.heads.dataSync()], average().slice(-2));
  });
});

onEachBackend("a twin has no weight that is trained, and no running averages of its own", () => {
  withTwin(({ twin }) => {
    assertEquals(twin.parameters.all.map(({ name }) => name), [...WEIGHTS, "head"]);
    assert(twin.parameters.all.every(({ trainable, variable }) => !trainable && !variable.trainable));
  });
});

onEachBackend(
  "a twin gives the features of its own weights by batch statistics, and moves no average",
  () => {
    withTwin(({ online, network, twin }) => {
      const images = randomTensor([2, 4, 4, 2], "images") as Tensor4D;
      const features = (twin?: Twin) =>
        furtherPasses(network, tf.tensor1d([1, 2], "int32"))(images, ["a"], twin?.network).get("a")!;
      twin.follow(tf.scalar(0));
      const before = snapshot(online.all);
      assertEquals(features(twin).dataSync(), features().dataSync());
      assertEquals(snapshot(online.all), before);
      online.all[1].variable.assign(tf.ones([3]).mul(2));
      assertNotEquals(features(twin).dataSync(), features().dataSync());
    });
  },
);

onEachBackend("no gradient reaches a twin", () => {
  withTwin(({ online, network, twin }) => {
    twin.follow(tf.scalar(0));
    const images = randomTensor([2, 4, 4, 2], "images") as Tensor4D;
    const pass = furtherPasses(network, tf.tensor1d([1, 2], "int32"));
    const loss = () => {
      const [own, other] = [network, twin.network].map((each) => pass(images, ["a"], each).get("a")!);
      return tf.mean(tf.mul(own, tf.mul(other, twin.heads.sum()))).asScalar();
    };
    const { grads } = tf.variableGrads(loss);
    const names = new Map(
      [...online.all, ...twin.parameters.all].map(({ name, variable }) => [variable.name, name]),
    );
    assertEquals(Object.keys(grads).map((name) => names.get(name)), WEIGHTS);
  });
});

Deno.test("a twin refuses heads that the loss does not have", () => {
  const online = createParameters(1), into = createParameters(2);
  const heads = (parameters: Parameters) => parameters.scope("neck").weight("bias", [2], { kind: "zeros" });
  const parts = { online, prefix: "losses.image.", into, build: () => createNetwork({} as Model, []) };
  assertThrows(
    () => createTwin(parts, { heads, momentum: () => 1 }),
    Error,
    'Cannot make a twin of "losses.image.neck.bias": there is no such weight',
  );
  into.dispose();
});

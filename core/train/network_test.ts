import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { PIXEL } from "../model/receptive_field.ts";
import { VOXEL } from "../model/layers/layer3d.ts";
import type { Model, Slot, VolumeModel } from "../model/model.ts";
import type { Refiner } from "../model/refiner.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D, Tensor5D } from "../tensor/tf.ts";
import { createNetwork, foldIn, furtherPasses } from "./network.ts";

const slot: Slot = { channels: 1, field: PIXEL };

/** x -> x + 1 at `a` -> 2 x at `b` -> dropout at `c`. */
const model: Model = {
  slots: { a: slot, b: slot, c: slot },
  forward(images, forward) {
    let x = forward.tap("a", images.add(1) as Tensor4D);
    x = forward.tap("b", x.mul(2) as Tensor4D);
    return forward.tap("c", forward.dropout(x, 0.25));
  },
};

/** Adds `value`; its uncertainty is `value` everywhere. */
const adds = (value: number, ...slots: string[]): Refiner => ({
  slots,
  apply: (_slot, x) => ({ features: x.add(value) as Tensor4D, uncertainty: tf.fill(x.shape, value) }),
});

const zeros = () => tf.zeros([1, 2, 2, 1]) as Tensor4D;
const first = (x: Tensor | undefined) => x!.dataSync()[0];

onEachBackend("a network without refiners is its model", () => {
  tf.tidy(() => {
    const network = createNetwork(model, []);
    const { logits, features, uncertainty, forward } = network.run(zeros());
    assertEquals([first(logits), features.size, uncertainty.size, forward.training], [2, 0, 0, false]);
    assertEquals(network.refined, []);
  });
});

onEachBackend("a refiner replaces the features at its slots, and what follows goes on from them", () => {
  tf.tidy(() => {
    const network = createNetwork(model, [adds(10, "a", "b")]);
    const { logits, features, uncertainty } = network.run(zeros(), { observe: new Set(["c", "b", "a"]) });
    assertEquals([...features].map(([name, x]) => [name, first(x)]), [["a", 11], ["b", 32], ["c", 32]]);
    assertEquals(first(logits), 32);
    assertEquals([...uncertainty.keys()], ["a", "b"]);
    assertEquals(network.refined, ["a", "b"]);
  });
});

onEachBackend("several refiners at one slot act in their order", () => {
  tf.tidy(() => {
    const doubles: Refiner = { slots: ["a"], apply: (_slot, x) => ({ features: x.mul(2) as Tensor4D }) };
    const observe = new Set(["a"]);
    const run = (...refiners: Refiner[]) => createNetwork(model, refiners).run(zeros(), { observe });
    assertEquals(first(run(adds(10, "a"), doubles).features.get("a")), 22);
    assertEquals(first(run(doubles, adds(10, "a")).features.get("a")), 12);
    assertEquals([...run(doubles).uncertainty.keys()], []);
  });
});

onEachBackend("refiners and losses see whether it is training, by the key", () => {
  tf.tidy(() => {
    const seen: boolean[] = [];
    const watch: Refiner = {
      slots: ["a"],
      apply: (_slot, x, { training }) => {
        seen.push(training);
        return { features: x };
      },
    };
    const network = createNetwork(model, [watch]);
    const { forward } = network.run(zeros(), { key: tf.tensor1d([1, 2], "int32") });
    network.run(zeros());
    assertEquals([...seen, forward.training], [true, false, true]);
  });
});

onEachBackend(
  "dropout acts in training alone, drops its share, scales the rest, and repeats by the key",
  () => {
    tf.tidy(() => {
      const images = tf.ones([4, 16, 16, 8]) as Tensor4D;
      const network = createNetwork(model, []);
      const run = (...key: number[]) =>
        network.run(images, key.length > 0 ? { key: tf.tensor1d(key, "int32") } : {}).logits.dataSync();
      assert(run().every((value) => value === 4));
      const dropped = run(7, 1);
      assert(dropped.every((value) => value === 0 || Math.abs(value - 4 / 0.75) < 1e-5));
      assertAlmostEquals(dropped.filter((value) => value === 0).length / dropped.length, 0.25, 0.03);
      assertEquals(run(7, 1), dropped);
      assertNotEquals(run(7, 2), dropped);
      assertNotEquals(run(8, 1), dropped);
    });
  },
);

onEachBackend("two dropouts of one pass draw apart", () => {
  tf.tidy(() => {
    const twice: Model = {
      slots: {},
      forward: (x, { dropout }) => tf.concat([dropout(x, 0.5), dropout(x, 0.5)], 3) as Tensor4D,
    };
    const key = tf.tensor1d([1, 2], "int32");
    const { logits } = createNetwork(twice, []).run(tf.ones([1, 8, 8, 1]) as Tensor4D, { key });
    const [one, two] = tf.split(logits, 2, 3).map((part) => part.dataSync());
    assertNotEquals(one, two);
  });
});

onEachBackend("further passes of a step draw apart, and do nothing beside their features", () => {
  tf.tidy(() => {
    let averaged = 0;
    const noisy: Model = {
      slots: { a: slot, b: slot },
      forward(images, forward) {
        const a = forward.tap("a", forward.dropout(images, .5));
        forward.once(() => void averaged++);
        const b = forward.region(["b"], [a], ([a], forward) => {
          forward.once(() => void averaged++);
          return forward.dropout(a, .5);
        });
        return forward.tap("b", b);
      },
    };
    const key = tf.tensor1d([1, 2], "int32"), images = tf.ones([1, 8, 8, 1]) as Tensor4D;
    for (const recompute of [[], "all"] as const) {
      const network = createNetwork(noisy, [adds(10, "b")], recompute), observe = new Set(["a"]);
      const own = network.run(images, { key, observe }).features.get("a")!.dataSync();
      assertEquals(averaged, 2);
      const draw = (count: number) => {
        const pass = furtherPasses(network, key);
        return Array.from({ length: count }, () => pass(images, ["a", "b"]));
      };
      const passes = draw(3), drawn = passes.map((features) => features.get("a")!.dataSync());
      assertEquals(averaged, 2);
      assertEquals([...passes[0].keys()], ["a", "b"]);
      assert(passes[0].get("b")!.dataSync().every((value) => value >= 10));
      assertEquals(new Set([own, ...drawn].map((values) => values.join())).size, 4);
      assertEquals(draw(3).map((features) => features.get("a")!.dataSync()), drawn);
      averaged = 0;
    }
  });
});

onEachBackend("foldIn() names each draw of a step, and leaves the key alone", () => {
  tf.tidy(() => {
    const key = tf.tensor1d([5, 6], "int32");
    const names = [0, 1, -1, 2].map((n) => foldIn(key, n).dataSync().join());
    assertEquals(new Set(names).size, 4);
    assertEquals([...key.dataSync()], [5, 6]);
  });
});

onEachBackend("a network on volumes gives every resolution, refined and observed by slot", () => {
  tf.tidy(() => {
    const solid: VolumeModel = {
      axes: 3,
      slots: { "deep": { channels: 1, field: VOXEL }, "fine": { channels: 1, field: VOXEL } },
      resolutions: [[1, 1, 1], [2, 2, 2]],
      forward(volumes, { tap }) {
        const deep = tap("deep", tf.avgPool3d(volumes, 2, 2, "valid"));
        return [tap("fine", volumes.add(tf.sum(deep)) as Tensor5D), deep];
      },
    };
    const twice: Refiner<Tensor5D> = {
      slots: ["deep"],
      apply: (_slot, x) => ({ features: x.mul(2) as Tensor5D }),
    };
    const volumes = tf.ones([1, 2, 2, 2, 1]) as Tensor5D;
    for (const recompute of [[], "all"] as const) {
      const network = createNetwork(solid, [twice], recompute), key = tf.tensor1d([1, 2], "int32");
      const { logits, coarser, features } = network.run(volumes, { key, observe: new Set(["fine"]) });
      assertEquals([logits.shape, coarser.map(({ shape }) => shape)], [[1, 2, 2, 2, 1], [[1, 1, 1, 1, 1]]]);
      assertEquals([first(logits), first(coarser[0]), first(features.get("fine"))], [3, 2, 3]);
    }
    assertEquals(createNetwork(model, []).run(zeros()).coarser, []);
  });
});

import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { PIXEL } from "../model/receptive_field.ts";
import type { Model, Slot } from "../model/model.ts";
import type { Refiner } from "../model/refiner.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import { createNetwork, type Network } from "./network.ts";

const slot: Slot = { channels: 1, field: PIXEL };

/** Three regions, `a`, `b`, and one without a slot; each says when it runs, and what it does only once. */
function spied(): { model: Model; ran: string[] } {
  const ran: string[] = [];
  const model: Model = {
    slots: { a: slot, b: slot },
    forward(images, forward) {
      const part = (x: Tensor4D, name: string, ...slots: string[]) =>
        forward.region(slots, [x], ([x], forward) => {
          ran.push(name);
          forward.once(() => ran.push(`once ${name}`));
          return forward.dropout(x.square(), .5);
        });
      const a = forward.tap("a", part(images, "a", "a"));
      return part(forward.tap("b", part(a, "b", "b")), "end");
    },
  };
  return { model, ran };
}

/** Gradient of the summed logits for the image. */
function gradient(network: Network): Float32Array {
  const images = tf.range(1, 17).reshape([1, 4, 4, 1]) as Tensor4D, key = tf.tensor1d([5, 6], "int32");
  const loss = (x: Tensor) => network.run(x as Tensor4D, { key }).logits.sum();
  return tf.tidy(() => tf.grad(loss)(images).dataSync() as Float32Array);
}

onEachBackend("a network runs the layers of the asked slots again for the gradient, last first", () => {
  tf.tidy(() => {
    const once = ["a", "once a", "b", "once b", "end", "once end"];
    const [plain, ...others] = ([[], ["b"], ["b", "a"], "all"] as const).map((recompute) => {
      const { model, ran } = spied();
      const dx = gradient(createNetwork(model, [], recompute));
      return { dx, again: ran.slice(once.length), first: ran.slice(0, once.length) };
    });
    assertEquals(plain.first, once);
    assertEquals(others.map(({ again }) => again), [["b"], ["b", "a"], ["end", "b", "a"]]);
    for (const { dx, first } of others) assertEquals([dx, first], [plain.dx, plain.first]);
  });
});

onEachBackend("a network runs nothing again in evaluation, nor where no gradient is taken", () => {
  tf.tidy(() => {
    for (const key of [undefined, tf.tensor1d([1, 2], "int32")]) {
      const { model, ran } = spied();
      createNetwork(model, [], "all").run(tf.ones([1, 2, 2, 1]) as Tensor4D, key ? { key } : {});
      assertEquals(ran.length, 6);
    }
  });
});

onEachBackend("a refiner runs again with its slot; the map that it shows is that of the first time", () => {
  tf.tidy(() => {
    let runs = 0;
    const refiner: Refiner = {
      slots: ["a"],
      apply: (_slot, x) => ({ features: x.square() as Tensor4D, uncertainty: tf.scalar(++runs) }),
    };
    const { model } = spied();
    const key = tf.tensor1d([1, 2], "int32"), shown: number[] = [];
    const network = createNetwork(model, [refiner], ["a"]);
    tf.grad((x) => {
      const { logits, uncertainty } = network.run(x as Tensor4D, { key });
      shown.push(uncertainty.get("a")!.dataSync()[0]);
      return logits.sum();
    })(tf.ones([1, 2, 2, 1]));
    assertEquals([runs, ...shown], [2, 1]);
  });
});

onEachBackend("a tap inside a region is refused", () => {
  tf.tidy(() => {
    const model: Model = {
      slots: { a: slot },
      forward: (images, { region }) => region(["a"], [images], ([x], { tap }) => tap("a", tf.neg(x))),
    };
    assertThrows(
      () => gradient(createNetwork(model, [], "all")),
      Error,
      'Cannot tap slot "a" inside a region: call the tap behind it',
    );
  });
}, { keepsTensors: true }); // tfjs frees the tape of a gradient only when it ends well

import { assertEquals } from "@std/assert";
import { plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/mod.ts";
import { PIXEL } from "../receptive_field.ts";
import { chain, step } from "./chain.ts";
import { dropout } from "./dropout.ts";
import { layer } from "./layer.ts";
import { maxPool } from "./max_pool.ts";

const double = layer(1, { kernel: 3, padding: 1 }, (x) => x.mul(2));

Deno.test("chain() describes each slot by the layers before it", () => {
  const { slots, output } = chain({ channels: 1, field: PIXEL }, [
    step(double, "a", "b"),
    step(maxPool(1, 2)),
    step(double, "c"),
  ]);
  assertEquals(Object.keys(slots), ["a", "b", "c"]);
  assertEquals(slots.a, { channels: 1, field: { size: 3, jump: 1, start: 0 } });
  assertEquals(slots.b, slots.a);
  assertEquals(slots.c, { channels: 1, field: { size: 8, jump: 2, start: .5 } });
  assertEquals(output, slots.c);
});

onEachBackend("chain() taps slots in order and goes on with what the tap returns", () => {
  tf.tidy(() => {
    const stage = chain({ channels: 1, field: PIXEL }, [step(double, "a", "b"), step(double, "c")]);
    const seen: [string, number][] = [];
    const x = tf.ones([1, 1, 1, 1]) as Tensor4D;
    const y = stage.forward(
      x,
      plainForward(false, (slot, x) => {
        seen.push([slot, x.dataSync()[0]]);
        return slot === "a" ? x.add(10) : x;
      }),
    );
    assertEquals(seen, [["a", 2], ["b", 12], ["c", 24]]);
    assertEquals(y.dataSync()[0], 24);
  });
});

onEachBackend("dropout() leaves drawing to the forward pass", () => {
  tf.tidy(() => {
    const rates: number[] = [];
    const forward = { ...plainForward(true), dropout: (x: Tensor4D, rate: number) => (rates.push(rate), x) };
    dropout(1, .3)(tf.ones([1, 1, 1, 1]) as Tensor4D, forward);
    assertEquals(rates, [.3]);
  });
});

onEachBackend("layer() frees what it makes on the way", () => {
  const busy = layer(1, { kernel: 1 }, (x) => x.add(1).mul(2).sub(3));
  const x = tf.ones([1, 1, 1, 1]) as Tensor4D, before = tf.memory().numTensors;
  const y = busy(x, plainForward(false));
  assertEquals(tf.memory().numTensors, before + 1);
  tf.dispose([x, y]);
});

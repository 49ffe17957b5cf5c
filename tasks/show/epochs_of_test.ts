import { createOrder } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import { epochsOf } from "./epochs_of.ts";

const order = { count: 7, images: 3, seed: 4, steps: 39 };

Deno.test("epochsOf() leaves out the epochs that a case waits through", () => {
  const { at } = createOrder(7, 3, 4);
  for (let index = 0; index < 7; index++) {
    const wanted = Array.from({ length: 19 }, (_, epoch) => epoch)
      .filter((epoch) => [...at(2 * epoch).indices, ...at(2 * epoch + 1).indices].includes(index));
    assertEquals(epochsOf(index, order, 19).filter((epoch) => epoch < 19), wanted);
  }
});

Deno.test("epochsOf() ends with the training, in the middle of an epoch if need be, and after as many as wanted", () => {
  const first = createOrder(7, 3, 4).at(0).indices;
  const seen = Array.from({ length: 7 }, (_, index) => epochsOf(index, { ...order, steps: 1 }, 9).length);
  assertEquals(seen, seen.map((_, index) => first.includes(index) ? 1 : 0));
  assertEquals(epochsOf(first[0], order, 3).length, 3);
});

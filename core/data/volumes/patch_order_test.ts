import { assertEquals, assertNotEquals } from "@std/assert";
import { createPatchOrder } from "./patch_order.ts";

Deno.test("createPatchOrder() takes every case once before any again, whatever the batch", () => {
  for (const [count, batch] of [[10, 3], [3, 7], [5, 5], [1, 2]]) {
    const order = createPatchOrder(count, batch, 4);
    const all = Array.from({ length: 3 * count }, (_, step) => order.at(step).indices).flat();
    for (let round = 0; round < 3; round++) {
      const taken = all.slice(round * count, (round + 1) * count);
      assertEquals(taken.sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i));
    }
  }
});

Deno.test("createPatchOrder() knows any step without those before it", () => {
  const order = createPatchOrder(10, 3, 4);
  const first = [0, 1, 2, 50, 51].map((step) => order.at(step));
  assertEquals([51, 50, 2, 1, 0].map((step) => createPatchOrder(10, 3, 4).at(step)).reverse(), first);
  assertNotEquals(createPatchOrder(10, 3, 5).at(0).indices, first[0].indices);
});

Deno.test("createPatchOrder() counts epochs in steps", () => {
  const order = createPatchOrder(10, 3, 4, 20);
  assertEquals([order.stepsPerEpoch, order.at(41).epoch, order.at(41).position], [20, 2, 1]);
  assertEquals(createPatchOrder(10, 3, 4).stepsPerEpoch, 250);
});

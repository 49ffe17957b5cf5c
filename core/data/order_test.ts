import { assertEquals, assertThrows } from "@std/assert";
import { createOrder } from "./order.ts";

Deno.test("createOrder() shows every case at most once an epoch and drops the incomplete batch", () => {
  const order = createOrder(10, 3, 7);
  assertEquals(order.stepsPerEpoch, 3);
  for (const epoch of [0, 1]) {
    const seen = [0, 1, 2].flatMap((position) => order.at(3 * epoch + position).indices);
    assertEquals(new Set(seen).size, 9);
    assertEquals(seen.every((index) => index >= 0 && index < 10), true);
  }
});

Deno.test("createOrder() gives a step the same cases from any start, and another order each epoch and seed", () => {
  const ahead = createOrder(50, 5, 1), fresh = createOrder(50, 5, 1);
  for (let step = 0; step < 25; step++) ahead.at(step);
  assertEquals(ahead.at(23), fresh.at(23));
  assertEquals(fresh.at(23).epoch, 2);
  assertEquals(fresh.at(23).position, 3);
  const first = fresh.at(0).indices.join(), second = fresh.at(10).indices.join();
  assertEquals(first === second, false);
  assertEquals(createOrder(50, 5, 2).at(0).indices.join() === first, false);
});

Deno.test("createOrder() refuses a training set smaller than a batch and says what to set", () => {
  assertThrows(() => createOrder(12, 16, 0), RangeError, "at most 12");
});

import { assertEquals, assertRejects } from "@std/assert";
import { ahead } from "./ahead.ts";

Deno.test("ahead() keeps the order and never has more than depth in work", async () => {
  let working = 0, most = 0;
  const seen: number[] = [];
  const work = async (n: number) => {
    most = Math.max(most, ++working);
    for (let turn = 0; turn < (n * 7) % 5; turn++) await Promise.resolve();
    working--;
    return n * n;
  };
  for await (const value of ahead([1, 2, 3, 4, 5, 6], 3, work)) seen.push(value);
  assertEquals(seen, [1, 4, 9, 16, 25, 36]);
  assertEquals(most <= 3, true);
});

Deno.test("ahead() gives a failure at that item's turn, after the good ones before it", async () => {
  const seen: number[] = [];
  await assertRejects(
    async () => {
      const work = (n: number) => n === 3 ? Promise.reject(new Error("third")) : Promise.resolve(n);
      for await (const value of ahead([1, 2, 3, 4], 4, work)) seen.push(value);
    },
    Error,
    "third",
  );
  assertEquals(seen, [1, 2]);
});

Deno.test("ahead() ends, failed or left, when nothing is in work any more", async () => {
  for (const leave of [true, false]) {
    let working = 0;
    const work = async (n: number) => {
      working++;
      for (let turn = 0; turn < n * 20; turn++) await Promise.resolve();
      working--;
      if (n === 1 && !leave) throw new Error("first");
    };
    try {
      for await (const _ of ahead([1, 2, 3], 3, work)) break;
    } catch (error) {
      assertEquals((error as Error).message, "first");
    }
    assertEquals(working, 0);
  }
});

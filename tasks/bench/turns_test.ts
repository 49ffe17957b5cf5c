import { assertEquals } from "@std/assert";
import type { Contender } from "./contender.ts";
import { planTurns, takeTurns } from "./turns.ts";

Deno.test("planTurns() fills a turn and a case with as many steps and rounds as fit", () => {
  assertEquals(planTurns([1, 1]), { steps: 3, rounds: 13 });
  assertEquals(planTurns([.01, .02]), { steps: 10, rounds: 30 });
  assertEquals(planTurns([5, 8, 8]), { steps: 1, rounds: 5 });
  assertEquals(planTurns([1, 1], { rounds: 2, steps: 4 }), { steps: 4, rounds: 2 });
});

Deno.test("takeTurns() never lets two compute at once, and begins each round with another one", async () => {
  const order: string[] = [], told: number[] = [];
  let busy = 0;
  const contenders = ["a", "b", "c"].map((name): Contender => ({
    async turn(count) {
      assertEquals(busy++, 0);
      order.push(name);
      await new Promise((resolve) => setTimeout(resolve, 2));
      busy--;
      return Array.from({ length: count }, () => order.length);
    },
    record: () => {
      throw new Error("Not asked for");
    },
    close: () => Promise.resolve(),
  }));
  const seconds = await takeTurns(contenders, { rounds: 2, steps: 2 }, (done) => told.push(done), 0);
  assertEquals(order.join(""), "abcbca");
  assertEquals(seconds, [[[1, 1], [6, 6]], [[2, 2], [4, 4]], [[3, 3], [5, 5]]]);
  assertEquals(told, [1, 2]);
});

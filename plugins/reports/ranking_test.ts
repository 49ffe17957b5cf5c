import { assertEquals } from "@std/assert";
import { rank } from "./ranking.ts";

const cases = [0.9, 0.1, null, 0.5, 0.7, 0.3, 0.6, 0.2, 0.8, 0.4, null].map((value, i) => ({
  id: `c${i}`,
  value,
}));

function values(best: "highest" | "lowest", count: number) {
  const { worst, median, best: top, undefined: none } = rank(cases, count, best);
  return {
    worst: worst.map((c) => c.value),
    median: median.map((c) => c.value),
    best: top.map((c) => c.value),
    none: none.length,
  };
}

Deno.test("rank() picks both ends and the middle", () => {
  assertEquals(values("highest", 2), { worst: [0.1, 0.2], median: [0.4, 0.5], best: [0.9, 0.8], none: 2 });
  assertEquals(values("lowest", 1), { worst: [0.9], median: [0.5], best: [0.1], none: 1 });
});

Deno.test("rank() shares few cases out without naming one twice", () => {
  for (let n = 0; n <= 9; n++) {
    const some = cases.filter(({ value }) => value !== null).slice(0, n);
    const { worst, median, best } = rank(some, 4, "highest");
    const picked = [...worst, ...median, ...best];
    assertEquals(new Set(picked).size, picked.length);
    assertEquals(picked.length, n);
  }
});

Deno.test("rank() does not depend on the order of evaluation", () => {
  const equal = ["b", "d", "a", "c"].map((id) => ({ id, value: 1 }));
  assertEquals(rank(equal, 1, "highest"), rank(equal.toReversed(), 1, "highest"));
  assertEquals(rank(equal, 1, "highest").worst[0].id, "a");
});

import { assertEquals } from "@std/assert";
import { memoryUse } from "./memory_use.ts";
import { op } from "./testdata/costs.ts";

const forward = { name: "encoder", phase: "forward" } as const,
  update = { name: "optimizer", phase: "update" } as const;

Deno.test("memoryUse() finds the peak, the op at it, and what holds how much then", () => {
  const first = op({
    name: "a",
    part: forward,
    allocations: [{ at: 1, bytes: 100 }, { at: 9, bytes: -100 }],
  });
  const work = op({ name: "b", part: forward, allocations: [{ at: 2, bytes: 50 }, { at: 3, bytes: -50 }] });
  const last = op({ name: "c", part: update, allocations: [{ at: 5, bytes: 70 }] });
  const { peak, op: at, held, course } = memoryUse([last, first, work]);
  assertEquals([peak, at], [170, last]);
  assertEquals([...held], [[forward, 100], [update, 70]]);
  assertEquals(course, [
    { at: 1, bytes: 100 },
    { at: 2, bytes: 150 },
    { at: 3, bytes: 100 },
    { at: 5, bytes: 170 },
    { at: 9, bytes: 70 },
  ]);
});

Deno.test("memoryUse() has what ends in a microsecond make room for what begins in it", () => {
  const a = op({ name: "a", allocations: [{ at: 1, bytes: 100 }, { at: 5, bytes: -100 }] });
  const b = op({ name: "b", allocations: [{ at: 5, bytes: 100 }] });
  const { peak, op: at, course } = memoryUse([b, a]);
  assertEquals([peak, at, course.at(-1)], [100, a, { at: 5, bytes: 100 }]);
});

Deno.test("memoryUse() of ops that take nothing is nothing", () => {
  assertEquals(memoryUse([op({ name: "a" })]), { peak: 0, held: new Map(), course: [] });
});

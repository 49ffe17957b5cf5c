import { stream } from "@dragsaw/core/data";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { median, ratioOfMedians } from "./statistics.ts";

Deno.test("median() is the middle value or the mean of two", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 3, 2]), 2.5);
  assertEquals(median([7]), 7);
  assertThrows(() => median([]), RangeError, "give at least one");
});

Deno.test("ratioOfMedians() divides medians over all steps", () => {
  const { value, interval: [low, high] } = ratioOfMedians(
    [[1, 1], [1, 9]],
    [[2, 4], [2, 2]],
    stream("test"),
  );
  assertEquals(value, .5);
  assert(low <= value && value <= high && low < high, `${low} to ${high}`);
});

Deno.test("ratioOfMedians() draws the same rounds of both sides: what slows both is no doubt", () => {
  const { interval } = ratioOfMedians([[1], [10], [3]], [[2], [20], [6]], stream("test"));
  assertEquals(interval, [.5, .5]);
});

Deno.test("ratioOfMedians() is surer of more rounds, and the same for the same stream", () => {
  const rounds = (count: number) => {
    const random = stream("times", count);
    return Array.from({ length: count }, () => [random.between(.9, 1.1), random.between(.9, 1.1)]);
  };
  const width = (count: number) => {
    const { interval: [low, high] } = ratioOfMedians(rounds(count), rounds(count + 1).slice(1), stream("a"));
    return high - low;
  };
  assert(width(80) < width(5) / 2, `${width(80)} against ${width(5)}`);
  assertEquals(width(5), width(5));
});

Deno.test("ratioOfMedians() refuses rounds without a partner", () => {
  assertThrows(() => ratioOfMedians([[1]], [[1], [2]], stream("test")), RangeError, "1 rounds with 2");
});

import { assertEquals } from "@std/assert";
import { bar, duration } from "./progress.ts";

Deno.test("duration() has seconds, minutes or hours, rounded once", () => {
  const shown = [0, 0.4, 59.4, 59.6, 60, 185, 3599.4, 3599.6, 7620, 360_000].map(duration);
  assertEquals(shown, ["0s", "0s", "59s", "1m00s", "1m00s", "3m05s", "59m59s", "1h00m", "2h07m", "100h00m"]);
  assertEquals([Infinity, NaN].map(duration), ["?", "?"]);
});

Deno.test("bar() fills its cells by the share that is done, never over", () => {
  assertEquals([0, 0.5, 1, 2, -1].map((share) => bar(share, 4)), ["░░░░", "██░░", "████", "████", "░░░░"]);
});

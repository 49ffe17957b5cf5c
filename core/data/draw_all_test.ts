import { assertEquals } from "@std/assert";
import { drawAll } from "./draw_all.ts";
import { stream } from "./random.ts";
import type { Transform } from "./transform.ts";

const key = { seed: 3, epoch: 2, id: "a" };

Deno.test("drawAll() draws from a stream for each place and name", () => {
  const number = (name: string): Transform => ({
    name,
    draw: (random) => ({ drawn: { x: random.uniform() } }),
  });
  const drawn = drawAll([number("one"), number("two")], key, undefined, [2, 2]).map(({ drawn }) => drawn!.x);
  assertEquals(drawn, ["one", "two"].map((name, i) => stream(3, "augment", 2, "a", i, name).uniform()));
});

Deno.test("drawAll() shows each transform the truth as those before it leave it, at the network's size", () => {
  const seen: number[][] = [];
  const look: Transform = {
    name: "look",
    draw(_random, _size, truth) {
      seen.push([...truth()]);
      return {};
    },
  };
  const mirror: Transform = { name: "mirror", draw: () => ({ affine: [-1, 0, 0, 0, 1, 0] }) };
  const labels = { width: 6, height: 2, data: Uint8Array.of(1, 1, 0, 0, 2, 2, 1, 1, 0, 0, 2, 2) };
  drawAll([look, mirror, look], key, labels, [1, 3]);
  assertEquals(seen, [[1, 0, 2], [2, 0, 1]]);
});

Deno.test("drawAll() works out no truth that is not asked for", () => {
  const still: Transform = { name: "still", draw: () => ({}) };
  const labels = {
    width: 1,
    height: 1,
    get data(): Uint8Array {
      throw new Error("The truth was looked at");
    },
  };
  assertEquals(drawAll([still], key, labels, [1, 1]), [{}]);
});

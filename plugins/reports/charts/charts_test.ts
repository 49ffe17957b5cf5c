import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimate, type Point, sample } from "./decimate.ts";
import { spread } from "./direct_labels.ts";
import { bins, histogram } from "./histogram.ts";
import { lineChart } from "./line_chart.ts";
import { scale } from "./scale.ts";

const labels = (least: number, most: number) => {
  const found = scale(least, most, { places: [0, 100] });
  return found.ticks.map((tick) => found.label(tick));
};

Deno.test("scale() has round ticks that hold the range, with no more decimals than they need", () => {
  assertEquals(labels(0, 1.58), ["0", "0.5", "1.0", "1.5", "2.0"]);
  assertEquals(labels(-3.9, 0.7), ["−4", "−2", "0", "2"]);
  assertEquals(labels(0, 0.002), ["0", "0.0005", "0.0010", "0.0015", "0.0020"]);
  assertEquals(labels(0, 2e-5), ["0", "5e−6", "1e−5", "1.5e−5", "2e−5"]);
  assertEquals(labels(0, 12000), ["0", "5k", "10k", "15k"]);
  assertEquals(labels(7, 7).length >= 2, true, "a range of nothing has ends");
});

Deno.test("scale() places both ends of its range and holds every value", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (low, width) => {
        const { at, ...found } = scale(low, low + width, { places: [10, 90] });
        assert(Math.abs(at(found.low) - 10) < 1e-6 && Math.abs(at(found.high) - 90) < 1e-6);
        for (const value of [low, low + width]) assert(at(value) >= 10 - 1e-3 && at(value) <= 90 + 1e-3);
      },
    ),
  );
});

Deno.test("decimate() keeps both ends and every peak", () => {
  const points = Array.from(
    { length: 10_000 },
    (_, i): Point => [i, i === 4321 ? 99 : i === 777 ? -99 : Math.sin(i)],
  );
  const kept = decimate(points, 100);
  assert(kept.length <= 404, String(kept.length));
  assertEquals([kept[0], kept.at(-1)], [points[0], points.at(-1)]);
  assert(kept.includes(points[4321]) && kept.includes(points[777]));
  assertEquals(decimate(points.slice(0, 50), 100), points.slice(0, 50));
});

Deno.test("sample() is even and has both ends", () => {
  assertEquals(sample([0, 1, 2, 3, 4, 5, 6, 7, 8], 3), [0, 4, 8]);
  assertEquals(sample([1, 2], 3), [1, 2]);
});

Deno.test("spread() moves labels apart, in their order and within bounds", () => {
  assertEquals(spread([10, 50], 12, [0, 100]), [10, 50]);
  assertEquals(spread([50, 50, 50], 10, [0, 100]), [40, 50, 60]);
  assertEquals(spread([99, 98], 10, [0, 100]), [100, 90]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 }), (wanted) => {
      const sorted = spread(wanted, 13, [0, 200]).sort((a, b) => a - b);
      sorted.forEach((place, i) =>
        assert(place >= 0 && place <= 200 && (i === 0 || place - sorted[i - 1] >= 13 - 1e-9))
      );
    }),
  );
});

Deno.test("bins() counts every value once, the highest too", () => {
  const counted = bins([0, 0.5, 1, 99.9, 100]);
  assertEquals(counted.reduce((sum, { count }) => sum + count, 0), 5);
  assertEquals([counted[0], counted.at(-1)], [{ low: 0, high: 5, count: 3 }, {
    low: 95,
    high: 100,
    count: 2,
  }]);
});

Deno.test("charts draw within their frame, without a number that is none, and name what they show", () => {
  const wave = Array.from({ length: 500 }, (_, i): Point => [i / 50, Math.cos(i / 9)]);
  const chart = lineChart({
    label: "a < b",
    series: [{ name: "one & only", points: wave }, { name: "flat", points: [[0, 0], [10, 0]] }],
    x: "epoch",
  });
  const single = lineChart({
    label: "dot",
    series: [{ name: "dot", points: [[1, 1]] }],
    x: "epoch",
    mark: { x: 1, name: "best" },
  });
  const bars = histogram({ label: "bars", values: [1, 2, 2, 3], x: "value" });
  for (const svg of [chart, single, bars]) {
    assert(!/NaN|undefined|Infinity/.test(svg), svg);
    for (const [, x] of svg.matchAll(/ (?:x|x1|x2|cx)="([-\d.]+)"/g)) {
      assert(Number(x) >= 0 && Number(x) <= 380, x);
    }
  }
  assert(chart.includes('role="img" aria-label="a &lt; b"') && chart.includes("one &amp; only"));
  assert(single.includes("<circle"), "one point is a dot");
});

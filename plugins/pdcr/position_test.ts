import { assert, assertAlmostEquals } from "@std/assert";
import { encodePositions } from "./position.ts";

Deno.test("encodePositions() gives every place a row of length .1 of its own", () => {
  const centres = [[0, 0], [0, 4], [4, 0], [300, 2]], channels = 18;
  const table = encodePositions(centres, channels);
  const rows = centres.map((_, i) => [...table.subarray(i * channels, (i + 1) * channels)]);
  for (const row of rows) assertAlmostEquals(Math.hypot(...row), 0.1, 1e-6);
  assert(new Set(rows.map((row) => row.join())).size === rows.length);
  const apart = (a: number, b: number) => Math.hypot(...rows[a].map((value, i) => value - rows[b][i]));
  assert(apart(0, 1) < apart(0, 3));
  // 18 channels hold 4 frequencies an axis; two stay 0.
  assert(rows.every((row) => row[16] === 0 && row[17] === 0));
});

Deno.test("encodePositions() leaves features too narrow for it alone", () => {
  assert(encodePositions([[1, 2]], 3).every((value) => value === 0));
});

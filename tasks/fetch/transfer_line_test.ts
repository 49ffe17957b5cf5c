import { assertAlmostEquals, assertEquals } from "@std/assert";
import { measureRate } from "./rate.ts";
import { transferLine } from "./transfer_line.ts";

Deno.test("measureRate() follows a change within seconds and knows nothing at first", () => {
  let time = 0;
  const rate = measureRate(1000, () => time);
  assertEquals(rate.at(1000), NaN);
  for (let i = 1; i <= 20; i++) {
    time = 500 * i;
    rate.at(1000 + 100 * i);
  }
  assertAlmostEquals(rate.at(3000), 200, 1);
  for (let i = 1; i <= 40; i++) {
    time += 500;
    rate.at(3000 + 1000 * i);
  }
  assertAlmostEquals(rate.at(43_000), 2000, 40);
});

Deno.test("transferLine() tells share, rate and time left, ten times a second at most, and keeps a line each half minute", () => {
  let time = 0;
  const shown: [string, boolean | undefined][] = [];
  const tell = transferLine("Fetching a.zip", {
    update: (text, keep) => void shown.push([text, keep]),
    line: () => {},
  }, () => time);
  for (time = 0; time <= 31_000; time += 50) tell(1e6 + 1e3 * time, 101e6);
  assertEquals(shown.length, 311);
  assertEquals(shown.filter(([, keep]) => keep).length, 1);
  assertEquals(
    shown.at(-1)![0],
    "Fetching a.zip: ██████░░░░░░░░░░░░░░ 32.0 MB of 101.0 MB  1.0 MB/s  ETA 1m09s",
  );
  time += 1000;
  tell(40e6, null);
  assertEquals(shown.at(-1)![0].includes("ETA"), false);
});

import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import type { Case } from "./cases.ts";
import { ChildError } from "./child.ts";
import { finalists, measureCase } from "./measure_case.ts";
import type { Side } from "./result.ts";
import { fakeLab } from "./testdata/fake.ts";
import { JOB } from "./testdata/jobs.ts";

const CASE: Case = { name: "tiny", title: "A tiny one", job: JOB, multiplyAdds: 1 };

const side = (name: string, ...seconds: number[]): Side => ({
  name,
  rounds: [seconds],
  first: 1,
  peak: 1,
  losses: [],
  parameters: 1,
  footprint: 1,
  about: {},
});

Deno.test("finalists() are the variant with the fastest step and a close second", () => {
  const names = (a: number, b: number, c: number) =>
    finalists([
      side("contiguous", a, 9),
      side("channels_last", 9, b),
      side("channels_last, tuned allocator", c),
    ]).map(({ name }) => name);
  assertEquals(names(1, 2, 3), ["contiguous"]);
  assertEquals(names(1.04, 1, 1.2), ["contiguous", "channels_last"]);
  assertEquals(names(1.02, 1.01, 1), ["channels_last", "channels_last, tuned allocator"]);
  assertEquals(finalists([]), []);
});

Deno.test("measureCase() qualifies every variant and compares with the fastest and with the released one", async () => {
  const lab = fakeLab({ seconds: 1 }, { seconds: 4, layoutGain: 2 });
  const { best, released, qualifying, gigaflops } = await measureCase(
    { ...CASE, released: true },
    "bfloat16",
    lab,
  );
  assertEquals(qualifying.map(({ rounds }) => rounds), [[[4]], [[4]], [[2]], [[2]]]);
  assertEquals(best.theirs?.name.startsWith("channels_last"), true);
  assertEquals([best.ratio?.value, best.precision], [.5, "bfloat16"]);
  assertEquals(best.ours.rounds, [[1, 1], [1, 1]]);
  assertEquals([released?.ratio?.value, released?.precision, released?.theirs?.name], [
    .25,
    "float32",
    "contiguous",
  ]);
  assertAlmostEquals(gigaflops, 6);
});

Deno.test("measureCase() runs ours alone where there is no PyTorch", async () => {
  const { best, released, qualifying } = await measureCase(
    { ...CASE, released: true },
    "float32",
    fakeLab({ seconds: 1 }),
  );
  assertEquals([best.theirs, best.ratio, released, qualifying], [undefined, undefined, undefined, []]);
  assertEquals(best.ours.rounds, [[1, 1], [1, 1]]);
});

Deno.test("measureCase() refuses to compare networks of different size", async () => {
  const lab = fakeLab({ seconds: 1, parameters: 5 }, { seconds: 1, parameters: 6 });
  await assertRejects(() => measureCase(CASE, "float32", lab), ChildError, "of 5 and 6 weights");
});

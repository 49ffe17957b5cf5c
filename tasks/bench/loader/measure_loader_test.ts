import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ChildError } from "../child.ts";
import { fake } from "../testdata/fake.ts";
import { type LoaderLab, measureLoader } from "./measure_loader.ts";
import { reportLoader } from "./run_loader_bench.ts";

const JOB = { root: "pictures", size: 64, batch: 16, kept: true };

function lab(changes: Partial<LoaderLab> = {}): LoaderLab {
  return {
    ours: fake({ seconds: .01 }),
    theirs: fake({ seconds: .02 }),
    cores: 2,
    plan: { rounds: 2, steps: 2 },
    progress: { line() {}, update() {} },
    signal: new AbortController().signal,
    ...changes,
  };
}

Deno.test("measureLoader() gives pictures a second of either side, and ours over theirs", async () => {
  const result = await measureLoader(JOB, lab()), { ours, theirs, ratio } = result;
  assertAlmostEquals(ours.rate, 1600, 1e-6);
  assertAlmostEquals(theirs!.rate, 800, 1e-6);
  assertEquals([ratio!.value, ...ratio!.interval], [2, 2, 2]);
  const text = reportLoader([result], ["a note"]);
  for (const part of ["64x64, decoded once", "1600", "800", "2.00 (2.00 to 2.00)", "- a note"]) {
    assertStringIncludes(text, part);
  }
});

Deno.test("measureLoader() measures ours alone without PyTorch, and ends all where a side fails", async () => {
  const { theirs: _, ...alone } = lab();
  const result = await measureLoader({ ...JOB, kept: false }, alone);
  assertEquals([result.theirs, result.ratio], [undefined, undefined]);
  assertStringIncludes(reportLoader([result], []), "64x64, decoded each time");
  await assertRejects(
    () => measureLoader(JOB, lab({ theirs: fake({ seconds: .02, fault: "crash" }) })),
    ChildError,
    "PyTorch",
  );
});

import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Case } from "./cases.ts";
import { busy } from "./conditions.ts";
import { runBench } from "./run_bench.ts";
import { fakeLab } from "./testdata/fake.ts";
import { JOB } from "./testdata/jobs.ts";

const CASE: Case = { name: "tiny", title: "A tiny one", job: JOB, multiplyAdds: 1 };

Deno.test("runBench() measures rates and cases of ours alone, and tells what it was given to tell", async () => {
  const lab = fakeLab({ seconds: 2 });
  const { rates, cases, notes, machine } = await runBench(
    { cases: [CASE], precisions: ["float32"], notes: ["No PyTorch"] },
    lab,
  );
  assertEquals(rates, { float32: { ours: 2048 ** 3 / 1e9 } });
  assertEquals(cases.map(({ name, precision }) => [name, precision]), [["tiny", "float32"]]);
  assertEquals([notes[0], machine.fake], ["No PyTorch", "1.0"]);
  assertStringIncludes(lab.told.join("\n"), "1/1  tiny float32: A tiny one");
});

Deno.test("runBench() skips what cannot run and says why in one line", async () => {
  const lab = fakeLab({ seconds: 1, fault: "error" });
  const result = await runBench({ cases: [CASE], precisions: ["bfloat16"], notes: [] }, lab);
  assertEquals([result.cases, result.rates], [[], {}]);
  assertEquals(result.notes.filter((note) => note.startsWith("Skipped")), [
    "Skipped matrix products in bfloat16: in bfloat16",
    "Skipped tiny bfloat16: in bfloat16",
  ]);
});

Deno.test("runBench() ends at an interrupt with what it has", async () => {
  const controller = new AbortController();
  const lab = { ...fakeLab({ seconds: 1, fault: "hang" }), signal: controller.signal };
  setTimeout(() => controller.abort(), 300);
  const { cases, notes } = await runBench({ cases: [CASE], precisions: ["float32"], notes: [] }, lab);
  assertEquals(cases, []);
  assertEquals(notes.at(-1), "Interrupted: nothing more was measured");
});

Deno.test("busy() warns of more running processes than ours", () => {
  assertEquals([busy(.3, 0), busy(2.6, 2)], [[], []]);
  assertStringIncludes(busy(3.2, 2)[0], "a load of 3.2 where 2 is ours");
});

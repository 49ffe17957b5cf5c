import { assert, assertEquals } from "@std/assert";
import { chromeTrace } from "./chrome_trace.ts";
import { op } from "./testdata/costs.ts";

const part = { name: "encoder.0", phase: "backward" } as const;
const steps = [{
  seconds: .1,
  calls: [[
    op({ name: "Mul_2", start: 1005.5, duration: 10, inputs: ["Conv2D_1", "b"] }),
    op({
      name: "Conv2D_1",
      start: 1000,
      duration: 20,
      part,
      shape: [2, 3],
      allocations: [{ at: 1004, bytes: 24 }],
    }),
    op({ name: "Add_3", start: 1019.5, duration: 5 }),
  ]],
}, { seconds: .1, calls: [[op({ name: "Conv2D_1", start: 2000, duration: 8 })]] }];

const { traceEvents } = chromeTrace("toy", steps);

Deno.test("chromeTrace() has steps and ops with time, node, shape and slot", () => {
  const shown = traceEvents.filter(({ ph }) => ph === "X");
  assertEquals(shown.slice(0, 3), [
    { ph: "X", name: "step 1", pid: 1, tid: 0, ts: 0, dur: 24.5 },
    { ph: "X", name: "step 2", pid: 1, tid: 0, ts: 1000, dur: 8 },
    {
      ph: "X",
      name: "Conv2D",
      pid: 1,
      tid: 1,
      ts: 0,
      dur: 20,
      args: { node: "Conv2D_1", shape: "[2,3]", slot: "encoder.0", phase: "backward", inputs: "" },
    },
  ]);
  assertEquals(shown[3].args, { node: "Mul_2", shape: "", inputs: "Conv2D_1 b" });
  assertEquals(shown.length, 6);
});

Deno.test("chromeTrace() puts ops that run at once in lanes of their own, and names the lanes", () => {
  const lane = (node: string) => traceEvents.find(({ ph, args }) => ph === "X" && args?.node === node)!;
  assertEquals([lane("Conv2D_1").tid, lane("Mul_2").tid], [1, 2]);
  // Half a microsecond before the other's end is no overlap: it begins right after
  assertEquals([lane("Add_3").tid, lane("Add_3").ts, lane("Add_3").dur], [1, 20, 4.5]);
  const named = traceEvents.filter(({ ph }) => ph === "M").map((
    { name, tid, args },
  ) => [name, tid, args!.name]);
  assertEquals(named, [
    ["process_name", undefined, "toy"],
    ["thread_name", 0, "steps"],
    ["thread_name", 1, "ops 1"],
    ["thread_name", 2, "ops 2"],
  ]);
});

Deno.test("chromeTrace() counts memory, and is JSON throughout", () => {
  assertEquals(traceEvents.filter(({ ph }) => ph === "C"), [
    { ph: "C", name: "memory", pid: 1, ts: 4, args: { bytes: 24 } },
  ]);
  const text = JSON.stringify({ traceEvents });
  assert(!/null|NaN/.test(text), text);
});

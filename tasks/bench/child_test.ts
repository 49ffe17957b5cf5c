import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ChildError, startChild } from "./child.ts";
import { startContender } from "./contender.ts";
import { fake } from "./testdata/fake.ts";
import { JOB } from "./testdata/jobs.ts";

const never = new AbortController().signal;

Deno.test("startChild() waits until the job is built, then makes as many steps as asked", async () => {
  const child = await startChild("it", fake({ seconds: .25, parameters: 9 }), JOB, never);
  assertEquals(child.ready, { parameters: 9, footprint: 1e9, about: { fake: "1.0" } });
  assertEquals(await child.run(2), { seconds: [.25, .25], losses: [.5, .5], peak: 3e9 });
  assertEquals((await child.run(1)).seconds, [.25]);
  await child.close();
});

Deno.test("startChild() hands on why a child cannot build its job", async () => {
  const start = (fault: "error" | "mute" | "garble") =>
    startChild("it", fake({ seconds: 1, fault }), JOB, never);
  await assertRejects(() => start("error"), ChildError, "it: no unet2d\nin float32");
  await assertRejects(() => start("mute"), ChildError, 'it said {}, wanted "ready"');
  await assertRejects(() => start("garble"), ChildError, "it said what is no message: {half");
});

Deno.test("startChild() says that there is no such program", async () => {
  const program = { command: "/no/such/python3", args: [] };
  await assertRejects(
    () => startChild("it", program, JOB, never),
    ChildError,
    'no program "/no/such/python3"',
  );
});

Deno.test("a child that ends instead of answering leaves its last words", async () => {
  const child = await startChild("it", fake({ seconds: 1, fault: "crash" }), JOB, never);
  const error = await assertRejects(() => child.run(1), ChildError);
  assertStringIncludes(error.message, "it ended with status 3");
  assertStringIncludes(error.message, "out of memory");
});

Deno.test("a child ends in the middle of a step when the measurement is interrupted", async () => {
  const controller = new AbortController();
  const child = await startChild("it", fake({ seconds: 1, fault: "hang" }), JOB, controller.signal);
  const step = assertRejects(() => child.run(1), ChildError, "SIGKILL");
  controller.abort();
  await step;
});

Deno.test("startContender() makes a first step apart and records what the child says", async () => {
  const contender = await startContender("it", fake({ seconds: 2 }), JOB, never);
  const { first, peak, footprint, parameters, losses, rounds } = contender.record([[1, 2]]);
  assertEquals({ first, peak, footprint, parameters }, {
    first: 2,
    peak: 3e9,
    footprint: 1e9,
    parameters: 7,
  });
  assertEquals([losses, rounds], [[.5], [[1, 2]]]);
  await contender.close();
});

Deno.test("startContender() refuses steps whose loss is not finite", async () => {
  const start = () => startContender("it", fake({ seconds: 1, fault: "nan" }), JOB, never);
  await assertRejects(start, ChildError, "it: a step gave the loss null");
});

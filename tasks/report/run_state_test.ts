import { assertEquals } from "@std/assert";
import { hostname } from "node:os";
import { filesIn, withFolder } from "../../tests/tiny.ts";
import { lockRun } from "../shared/run_lock.ts";
import { runState } from "./run_state.ts";

const step = (step: number) => ({ step, epoch: step / 10, loss: 1, terms: {}, rate: 0.1, seconds: 5 });
const log = { steps: [10, 20, 30].map(step), validations: [] };

Deno.test("runState() is training for as long as a process is at it, and tells what is left", () =>
  withFolder(async (folder) => {
    const state = () => runState(folder, log, { train: { steps: 100 } });
    assertEquals((await state()).kind, "stopped");
    await using _lock = await lockRun(folder);
    assertEquals(await state(), { kind: "training", step: 30, steps: 100, left: 35 });
  }));

Deno.test("runState() knows at once that the process is dead, and leaves its lock", () =>
  withFolder(async (folder) => {
    const dead = { pid: 1, host: hostname(), since: new Date().toISOString(), locked: true };
    await Deno.writeTextFile(`${folder}/lock-0.json`, JSON.stringify(dead));
    assertEquals((await runState(folder, log, { train: { epochs: 9 } })).kind, "stopped");
    assertEquals(await filesIn(folder), ["lock-0.json"]);
  }));

Deno.test("runState() is finished at the last step, or when the run says so", () =>
  withFolder(async (folder) => {
    assertEquals((await runState(folder, log, { train: { epochs: 3 } })).kind, "finished");
    assertEquals((await runState(folder, log, { train: { epochs: 9 } })).kind, "stopped");
    await Deno.writeTextFile(`${folder}/finished.json`, "{}");
    assertEquals((await runState(folder, log, { train: { epochs: 9 } })).kind, "finished");
  }));

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { type Ended, mustRun, runTask, show, startTask } from "./cli.ts";
import { CELLS, finishedIn, measuredIn, runsIn, trainersIn, withTable } from "./sweeps.ts";

/** What a sweep measures that nothing disturbs. */
async function leftAlone(...more: string[]): Promise<unknown> {
  let measured: unknown;
  await withTable(async (folder, args) => {
    const { stdout } = await mustRun("ablate", [...args, ...more]);
    assertStringIncludes(stdout, "# A small table");
    assertStringIncludes(stdout, `Table: ${folder}/runs/ablations/small/tiny`);
    assertEquals((await runsIn(folder)).length, CELLS);
    measured = await measuredIn(folder);
  });
  return measured;
}

/** Trainings of a run. */
async function trainings(folder: string, run: string): Promise<string[]> {
  const log = await Deno.readTextFile(`${folder}/runs/${run}/train.log`);
  return log.match(/Trained \d+ steps|Saved at step/g) ?? [];
}

/** Several sweeps at once; none is left when one fails. */
async function sweeps(...each: string[][]): Promise<Ended[]> {
  const ends = await Promise.allSettled(each.map((args) => mustRun("ablate", args)));
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

function killNow(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("a sweep killed at any moment and started again repeats no finished cell and ends with the same table", async () => {
  const random = stream("kills", "sweep"), longer = ["--set", "train.steps=40", "--set", "train.saveEvery=4"];
  await withTable(async (folder, args) => {
    const unchanged = async (before: Map<string, string>) => {
      const now = await finishedIn(folder);
      for (const [run, files] of before) assertEquals(now.get(run), files, run);
    };
    let found = 0;
    for (let kill = 0; kill < 6; kill++) {
      const before = await finishedIn(folder);
      const task = startTask("ablate", [...args, ...longer]);
      await task.said(/: .*\/tiny-|# A small table/);
      await pause(random.between(0, 9000));
      const trainers = await trainersIn(folder);
      task.kill("SIGKILL");
      // Every other time all of it at once; else the training sees that it was left, and saves.
      if (kill % 2 === 0) trainers.forEach(killNow);
      if ((await task.ended).status === null && trainers.length > 0) found++;
      await unchanged(before);
    }
    const before = await finishedIn(folder);
    await mustRun("ablate", [...args, ...longer]);
    await unchanged(before);
    assert(found >= 2, `Only ${found} kills of 6 found a training at work`);
    assertEquals(await measuredIn(folder), await leftAlone(...longer));
    const again = await mustRun("ablate", [...args, ...longer]);
    assert(!again.stdout.includes("running, "), again.stdout);
  });
});

Deno.test("two sweeps at once share the work: no cell is trained twice, both end with the table", async () => {
  await withTable(async (folder, args) => {
    const [one, other] = await sweeps(args, args);
    const done = (stdout: string) => stdout.match(/: done in /g)?.length ?? 0;
    assertEquals(done(one.stdout) + done(other.stdout), CELLS);
    assert(done(one.stdout) > 0 && done(other.stdout) > 0, one.stdout + other.stdout);
    for (const run of await runsIn(folder)) {
      assertEquals(await trainings(folder, run), ["Trained 12 steps"], run);
    }
    for (const { stdout } of [one, other]) assertStringIncludes(stdout, "# A small table");
    assertEquals(await measuredIn(folder), await leftAlone());
  });
});

Deno.test("two jobs of one sweep, and one cell at a time as on a cluster, give the same table", async () => {
  await withTable(async (folder, args) => {
    await sweeps([...args, "--cell", "0"], [...args, "--cell", "1"]);
    assertEquals((await finishedIn(folder)).size, 2);
    await mustRun("ablate", [...args, "--table"]);
    assertEquals((await finishedIn(folder)).size, 2);
    await mustRun("ablate", [...args, "--jobs", "2"]);
    assertEquals((await finishedIn(folder)).size, CELLS);
  });
});

Deno.test("a failed cell is told with its reason and log, the rest goes on, and the next sweep tries it again", async () => {
  await withTable(async (folder, args) => {
    const end = await runTask("ablate", [...args, "--seeds", "0,"]);
    assertEquals(end.status, 1, show(end));
    assertMatch(
      end.stderr,
      /FAILED diverges, seed 0: Stopped at step \d+: the loss is .*\n {2}.*\/train\.log\n/,
    );
    assertMatch(end.stdout, /2 done, 1 failed, 0 running, 0 left/);
    assertMatch(end.stdout, /diverges: seed 0 failed: Stopped at step/);
    assertEquals((await finishedIn(folder)).size, 2);
    const again = await runTask("ablate", [...args, "--seeds", "0,"]);
    assertEquals(again.status, 1);
    assertEquals(again.stdout.match(/^\S.*: .*\/runs\/tiny-/gm)?.length, 1, again.stdout);
  }, true);
});

Deno.test("Ctrl-C lets a sweep's training save, and the next sweep goes on from there", async () => {
  await withTable(async (folder, args) => {
    const set = ["--seeds", "0,", "--rows", "plain", "--set", "train.steps=60"];
    const task = startTask("ablate", [...args, ...set]);
    const log = async () =>
      await Deno.readTextFile(`${folder}/runs/${(await runsIn(folder))[0]}/train.log`).catch(() => "");
    while (!/ [3-9]\/60 {2}epoch/.test(await log())) await pause(50);
    task.kill("SIGINT");
    const { status, stdout } = await task.ended;
    assertEquals(status, 130, stdout);
    assertMatch(await log(), /Saved at step \d+ after/);
    await mustRun("ablate", [...args, ...set]);
    assertMatch(await log(), /60 steps, going on after step \d+/);
  });
});

Deno.test("a trial makes two steps of every cell, apart from what counts", async () => {
  await withTable(async (folder, args) => {
    const { stdout } = await mustRun("ablate", [...args, "--quick", "--seeds", "1", "--jobs", "2"]);
    assertStringIncludes(stdout, `Table: ${folder}/runs/quick/ablations/small/tiny`);
    assertEquals(await runsIn(folder), []);
    assertEquals((await Array.fromAsync(Deno.readDir(`${folder}/runs/quick`))).length, 1 + 3);
  });
});

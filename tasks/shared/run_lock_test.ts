import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { filesIn, withFolder } from "../../tests/tiny.ts";
import { fileURLToPath } from "node:url";
import { lockRun, RunBusyError, runOwner } from "./run_lock.ts";

const CONTENDER = fileURLToPath(new URL("testdata/contender.ts", import.meta.url));

function contend(folder: string, how: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-read",
      "--allow-write",
      "--allow-sys",
      CONTENDER,
      folder,
      how,
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** A process that has the lock, and is killed without a word after `use`. */
async function withHolder(folder: string, use: (pid: number) => Promise<void>): Promise<void> {
  const holder = contend(folder, "hold"), reader = holder.stdout.getReader();
  try {
    assertEquals(new TextDecoder().decode((await reader.read()).value), "held\n");
    await use(holder.pid);
  } finally {
    holder.kill("SIGKILL");
    await reader.cancel();
    await holder.status;
  }
}

Deno.test("lockRun() lets one process work at a time, of several that want to", async () => {
  await withFolder(async (folder) => {
    const outputs = await Promise.all([1, 2, 3].map(() => contend(folder, "12").output()));
    assertEquals(outputs.map(({ code }) => code), [0, 0, 0]);
    const turns = (await Deno.readTextFile(`${folder}/turns`)).trim().split("\n");
    assertEquals(turns.length, 36);
    const changes = turns.filter((pid, i) => i > 0 && pid !== turns[i - 1]).length;
    assert(changes > 2, "They hardly met: the test proves little");
    assertEquals(await filesIn(folder), ["turns"]);
  });
});

Deno.test("lockRun() refuses a run that a living process has, and names it", async () => {
  await withFolder(async (folder) => {
    await withHolder(folder, async (pid) => {
      const error = await assertRejects(() => lockRun(folder), RunBusyError);
      assertStringIncludes(
        error.message,
        `Cannot train "${folder}": process ${pid} on ${Deno.hostname()} is at it since 2`,
      );
      assertEquals((await runOwner(folder))?.pid, pid);
    });
  });
});

Deno.test("lockRun() takes over at once what a killed process had, and leaves nothing behind", async () => {
  await withFolder(async (folder) => {
    await withHolder(folder, async () => {});
    assertEquals((await filesIn(folder)).length, 1);
    assertEquals(await runOwner(folder), undefined);
    await withHolder(folder, async () => {});
    await (await lockRun(folder))[Symbol.asyncDispose]();
    assertEquals(await filesIn(folder), []);
  });
});

/** Leaves the lock of a process on another machine that gave its last sign of life so many seconds ago. */
async function lockFromElsewhere(folder: string, secondsAgo: number): Promise<void> {
  const file = `${folder}/lock-${crypto.randomUUID()}.json`;
  const owner = { pid: 1, host: "elsewhere", since: new Date().toISOString(), locked: true };
  await Deno.writeTextFile(file, JSON.stringify(owner));
  const time = new Date(Date.now() - 1000 * secondsAgo);
  await Deno.utime(file, time, time);
}

Deno.test("lockRun() believes a process on another machine for five minutes", async () => {
  await withFolder(async (folder) => {
    await lockFromElsewhere(folder, 240);
    await assertRejects(() => lockRun(folder), RunBusyError, "process 1 on elsewhere");
  });
  await withFolder(async (folder) => {
    await lockFromElsewhere(folder, 360);
    await using lock = await lockRun(folder);
    assertEquals(lock.lost.aborted, false);
    assertEquals((await runOwner(folder))?.pid, Deno.pid);
  });
});

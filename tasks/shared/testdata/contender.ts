/**
 * Takes a folder's lock again and again; while it has it, a file of its own must be the only one of its kind.
 *
 *     contender.ts FOLDER TIMES     works TIMES times, and writes its name each time
 *     contender.ts FOLDER hold      takes the lock, says so, and keeps it
 *
 * @module
 */
import { lockRun, RunBusyError } from "../run_lock.ts";

const [folder, times] = Deno.args;
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function work(): Promise<void> {
  for (let done = 0; done < Number(times);) {
    try {
      await using _lock = await lockRun(folder);
      const alone = await Deno.open(`${folder}/at-work`, { createNew: true, write: true });
      alone.close();
      await pause(5);
      await Deno.remove(`${folder}/at-work`);
      await Deno.writeTextFile(`${folder}/turns`, `${Deno.pid}\n`, { append: true });
      done++;
    } catch (error) {
      if (!(error instanceof RunBusyError)) throw error;
    }
    await pause(10); // others want it too
  }
}

if (times === "hold") {
  await lockRun(folder);
  say("held");
  await pause(60_000);
} else await work();

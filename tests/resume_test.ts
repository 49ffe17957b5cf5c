import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { mustRun, startTask } from "./cli.ts";
import { checkpoints, killed, leftAlone, logged } from "./resume.ts";
import { filesIn, STEPS, withFolder, writeTiny } from "./tiny.ts";

Deno.test("train killed three times ends with the bytes of a run left alone, at any number of workers", async () => {
  await withFolder(async (folder) => {
    const steps = 2 * STEPS;
    // By this metric the best network comes early: after a kill it must not be forgotten.
    // The target network of BYOL is a moving average of the weights: it must be there again.
    const set = [
      `train.steps=${steps}`,
      "train.monitor.metric=m-iou",
      "losses.image={ type: byol, weight: 0.1, hidden: 16, dimensions: 8 }",
    ];
    const args = [await writeTiny(folder), ...set.flatMap((change) => ["--set", change])];
    const workers = [3, 1, 2, 3], saveEvery = [3, 5, 4, 7];
    const [alone, stopped] = await Promise.all([
      leftAlone(args, `${folder}/alone`),
      killed(args, `${folder}/killed`, {
        ...{ steps, times: 3, random: stream("kills", 1) },
        options: (n) => ["--set", `loader.workers=${workers[n]}`, "--set", `train.saveEvery=${saveEvery[n]}`],
      }),
    ]);
    const { last, best, kills } = stopped;
    assert(kills > 0, "Every kill came after the end");
    assertEquals({ last, best }, alone);
    assertEquals((await filesIn(folder)).filter((file) => file.endsWith(".partial")), []);
    const log = (await Deno.readTextFile(`${folder}/killed/metrics.jsonl`)).trim().split("\n");
    const done = log.map((line) => JSON.parse(line)).filter(({ event }) => event === "step");
    assertEquals(done.map(({ step }) => step), Array.from({ length: steps }, (_, i) => i + 1));
    assertEquals(
      await Deno.readTextFile(`${folder}/killed/metrics.csv`),
      await Deno.readTextFile(`${folder}/alone/metrics.csv`),
    );
  });
});

Deno.test("train saves at Ctrl-C, says how to go on, and ends with the bytes of a run left alone", async () => {
  await withFolder(async (folder) => {
    const args = [await writeTiny(folder), "--set", "train.accumulate=2", "--set", "train.saveEvery=100"];
    const run = `${folder}/stopped`;
    const [alone, end] = await Promise.all([leftAlone(args, `${folder}/alone`), interrupted(args, run)]);
    assertEquals(end.status, 130, end.stderr);
    assertStringIncludes(end.stdout, "Finishing the step in hand, then saving");
    const [, step, command] = /Saved at step (\d+) after .+\. Go on: deno task train (.+)\n$/.exec(
      end.stdout,
    )!;
    assert(Number(step) >= 4 && Number(step) < STEPS, end.stdout);
    assertEquals(command, run);
    assertEquals(
      await filesIn(`${run}/checkpoints`).then((files) => files.includes("last.safetensors")),
      true,
    );
    const { stdout } = await mustRun("train", [command]);
    assertStringIncludes(stdout, `going on after step ${step}`);
    assertEquals(await checkpoints(run), alone);
  });
});

async function interrupted(args: readonly string[], run: string) {
  const task = startTask("train", [...args, "--run", run]);
  await task.said(new RegExp(logged(4, STEPS)));
  task.kill("SIGINT");
  return await task.ended;
}

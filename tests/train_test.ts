import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readCheckpointInfo } from "@dragsaw/core";
import { mustRun, runTask, show } from "./cli.ts";
import { filesIn, sha256, STEPS, withFolder, writeTiny } from "./tiny.ts";

Deno.test("train writes a whole run folder and a table; once more, it trains nothing", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), run = `${folder}/run`;
    const { stdout, stderr } = await mustRun("train", [
      config,
      "--run",
      run,
      "--set",
      "reports=[summary,csv]",
    ]);
    assertEquals(stderr, "");
    assertMatch(
      stdout,
      /test: 3 images at their own size, best checkpoint\n +metric +mean +deviation +images\n +dice +0\.\d{4}/,
    );
    assertStringIncludes(stdout, `deno task predict ${run} `);
    assertMatch(stdout, /Trained 12 steps in \d+s, with [\d,]+ MB of memory at most\n/);
    assertEquals((stdout.match(/at most [\d,]+ MB +data wait \d+% +ETA/g) ?? []).length, STEPS);
    const files = await filesIn(run);
    assertEquals(files, [
      "checkpoints/best.safetensors",
      "checkpoints/last.safetensors",
      "config.yaml",
      "environment.json",
      "evaluation/test/cases.csv",
      "evaluation/test/summary.json",
      "evaluation/test/summary.md",
      "finished.json",
      "metrics.csv",
      "metrics.jsonl",
      "split.json",
    ]);
    await checkLogs(run);

    const last = await sha256(`${run}/checkpoints/last.safetensors`);
    const log = await Deno.readTextFile(`${run}/metrics.jsonl`);
    const again = await mustRun("train", [run]);
    assertStringIncludes(again.stdout, `Already trained: all ${STEPS} steps are done`);
    assertStringIncludes(again.stdout, "--restart");
    assert(!again.stdout.includes("epoch "), again.stdout);
    assertEquals(await filesIn(run), files);
    assertEquals(await sha256(`${run}/checkpoints/last.safetensors`), last);
    assertEquals(await Deno.readTextFile(`${run}/metrics.jsonl`), log);
  });
});

async function checkLogs(run: string): Promise<void> {
  const { deno, backend, revision } = JSON.parse(await Deno.readTextFile(`${run}/environment.json`));
  assertEquals(deno, Deno.version.deno);
  assertMatch(backend, /^(tensorflow|js)$/);
  if (revision !== null) assertMatch(revision, /^[0-9a-f]{40}$/);
  const records = (await Deno.readTextFile(`${run}/metrics.jsonl`)).trim().split("\n")
    .map((line) => JSON.parse(line));
  const steps = records.filter(({ event }) => event === "step");
  assertEquals(steps.map(({ step }) => step), Array.from({ length: STEPS }, (_, i) => i + 1));
  let peak = 0;
  for (const { residentMegabytes, peakMegabytes } of steps) {
    assert(peakMegabytes >= Math.max(residentMegabytes, peak));
    peak = peakMegabytes;
  }
  for (const { loss, segmentation, encoder, cross, dataWait, imagesPerSecond } of steps) {
    assert([loss, segmentation, encoder, cross, imagesPerSecond].every((x) => Number.isFinite(x) && x > 0));
    assert(dataWait >= 0 && dataWait <= 1);
  }
  const rows = (await Deno.readTextFile(`${run}/metrics.csv`)).trim().split("\n");
  assertMatch(rows[0], /^step,epoch,loss,.*,rate,dice,jaccard,accuracy,m-dice,m-iou$/);
  const validated = rows.slice(1).map((row) => row.split(",")).filter((cells) => cells.at(-1) !== "");
  assertEquals([rows.length - 1, validated.map(([step]) => Number(step))], [STEPS, [3, 6, 9, 12]]);
}

Deno.test("train stops at a loss that is not a number: step, terms and the good checkpoint are named", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), run = `${folder}/run`;
    const { status, stderr, stdout } = await runTask("train", [
      ...[config, "--run", run, "--set", "optimizer.rate=1e30"],
      ...["--set", "train.saveEvery=1", "--set", "schedule=constant"],
    ]);
    assertEquals(status, 1, stdout + stderr);
    assertMatch(
      stderr,
      /^error: Stopped at step (\d+): the loss is (NaN|Infinity) \(segmentation .+, overlap .+, encoder .+, decoder .+, cross .+; learning rate 1e\+30\)\. The last good checkpoint is of step \d+\n$/,
    );
    const saved = Number(/checkpoint is of step (\d+)/.exec(stderr)![1]);
    assertEquals((await readCheckpointInfo(`${run}/checkpoints/last.safetensors`)).step, saved);
    const again = await runTask("train", [run]);
    assertEquals(again.status, 1);
    assertStringIncludes(again.stderr, `Stopped at step ${saved + 1}: the loss is`);
  });
});

Deno.test("train --dry-run shows config, shapes, parameters and memory, and writes nothing", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), run = `${folder}/run`;
    const { stdout } = await mustRun("train", [config, "--run", run, "--dry-run", "--set", "seed=5"]);
    assertMatch(stdout, /Resolved config:\n(.*\n)* {2}seed: 5\n/);
    assertMatch(stdout, /train +12 cases\n +val +3 cases\n +test +3 cases/);
    assertMatch(stdout, /steps +12 of 4 images \(3 an epoch\)/);
    assertMatch(stdout, /encoder\.0 +32 x 32 x 4\n +encoder\.1 +16 x 16 x 8\n +encoder\.2 +8 x 8 x 16/);
    assertMatch(stdout, /Parameters:\n(.*\n)+ +all +[\d,]+\n/);
    assertMatch(
      stdout,
      /activations +\d+ MB for 4 images at once\n +together +\d+ MB .*\n +can be had +[\d,]+ MB/,
    );
    assertEquals(await filesIn(folder), ["tiny.yaml"]);
  });
});

Deno.test("train leaves a run alone that another process trains, and says which", async () => {
  await withFolder(async (folder) => {
    const args = [await writeTiny(folder), "--run", `${folder}/run`];
    const both = await Promise.all([runTask("train", args), runTask("train", args)]);
    const [done, refused] = both.toSorted((a, b) => a.status! - b.status!);
    assertEquals([done.status, refused.status], [0, 75], show(refused));
    assertMatch(refused.stderr, /^error: Cannot train ".*\/run": process \d+ on .+ is at it since 2\S+Z\n$/);
    assertStringIncludes(done.stdout, `Trained ${STEPS} steps`);
  });
});

Deno.test("train --attached ends when nobody can write to its input any more", async () => {
  await withFolder(async (folder) => {
    const args = [await writeTiny(folder), "--run", `${folder}/run`, "--set", "train.steps=2000"];
    const { status, stdout } = await runTask("train", [...args, "--attached"]); // its input is empty
    assertEquals(status, 130, stdout);
    assertMatch(stdout, /Saved at step \d+ after/);
    assert(!(await filesIn(`${folder}/run`)).includes("finished.json"));
  });
});

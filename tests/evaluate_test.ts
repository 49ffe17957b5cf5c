import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mustRun, startTask } from "./cli.ts";
import { filesIn, STEPS, withFolder, writeTiny } from "./tiny.ts";

const REPORTS = ["--set", "reports=[csv,summary]"];

Deno.test("evaluate measures any split with either checkpoint, where it is told to", async () => {
  await withFolder(async (folder) => {
    const run = `${folder}/run`, out = `${folder}/out/val`;
    await mustRun("train", [await writeTiny(folder), "--run", run]);

    const val = await mustRun("evaluate", [
      ...[run, "--split", "val", "--checkpoint", "last", "--out", out, ...REPORTS],
    ]);
    assertMatch(val.stdout, /val: 3 images at their own size, last checkpoint\n/);
    assertStringIncludes(val.stdout, `Written to ${out}`);
    assertEquals(await filesIn(out), ["cases.csv", "summary.json", "summary.md"]);
    const [header, ...rows] = (await Deno.readTextFile(`${run}/metrics.csv`)).trim().split("\n");
    const last = rows.at(-1)!.split(","), dice = last[header.split(",").indexOf("dice")];
    assertEquals(Number(last[0]), STEPS);
    assertMatch(val.stdout, new RegExp(`dice +${Number(dice).toFixed(4).replace(".", "\\.")} `));

    const test = await mustRun("evaluate", [run, ...REPORTS]);
    assertMatch(test.stdout, /test: 3 images at their own size, best checkpoint\n/);
    const files = await filesIn(`${run}/evaluation/test`);
    assertEquals(files, ["cases.csv", "summary.json", "summary.md"]);
    const csv = (await Deno.readTextFile(`${run}/evaluation/test/cases.csv`)).trim().split("\n");
    assertEquals(csv.slice(1).map((row) => row.split(",")[0]), ["test-00000", "test-00001", "test-00002"]);

    const before = await Promise.all(
      files.map((name) => Deno.readTextFile(`${run}/evaluation/test/${name}`)),
    );
    const end = await interrupted([run, "--set", "dataset.test=3000", ...REPORTS]);
    assertEquals(end.status, 130, end.stderr);
    assertStringIncludes(end.stdout, "Stopping after this image");
    assert(!end.stdout.includes("Written to"), end.stdout);
    assertEquals(end.stderr, "");
    assertEquals(await filesIn(`${run}/evaluation/test`), files);
    const after = await Promise.all(files.map((name) => Deno.readTextFile(`${run}/evaluation/test/${name}`)));
    assertEquals(after, before);
  });
});

async function interrupted(args: readonly string[]) {
  const task = startTask("evaluate", args);
  await task.said("Backend: ");
  await new Promise((resolve) => setTimeout(resolve, 600));
  task.kill("SIGINT");
  return await task.ended;
}

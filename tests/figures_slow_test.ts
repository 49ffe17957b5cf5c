import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { mustRun, runTask, startTask } from "./cli.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";

/** Two trained runs in `folder`: with PDCR and UAFR, and without both. */
async function trained(folder: string): Promise<[string, string]> {
  const config = await writeTiny(folder), train = ["--set", "train.steps=2", "--set", "dataset.test=6"];
  const paths: [string, string] = [`${folder}/baseline`, `${folder}/ours`];
  const without = ["encoder", "decoder", "cross"].flatMap((name) => ["--set", `losses.${name}.weight=0`]);
  await mustRun("train", [config, "--run", paths[0], ...train, ...without, "--set", "refine=[]"]);
  await mustRun("train", [config, "--run", paths[1], ...train]);
  return paths;
}

Deno.test("embed and panels draw runs, the same bytes each time, and say what they cannot draw", async () => {
  await withFolder(async (folder) => {
    const [baseline, ours] = await trained(folder);
    const few = ["--cases", "6", "--units", "8"];
    const { stdout } = await mustRun("embed", [baseline, ours, ...few, "--out", `${folder}/one`]);
    assertMatch(stdout, /\n {2}encoder\.1 {2}baseline, baseline +\d+ /);
    assertMatch(stdout, /\n {2}decoder\.1 {2}H-PDCR \+ UAFR, ours .*\([+−]?0\.\d+, [+−]?0\.\d+\)\n/);
    assertEquals(await filesIn(`${folder}/one`), [
      "embedding.png",
      "embedding.svg",
      "points.csv",
      "scores.json",
    ]);
    await mustRun("embed", [baseline, ours, ...few, "--out", `${folder}/two`]);
    for (const file of await filesIn(`${folder}/one`)) {
      assertEquals(
        await Deno.readFile(`${folder}/one/${file}`),
        await Deno.readFile(`${folder}/two/${file}`),
        file,
      );
    }
    await checkEmbedding(`${folder}/one`);
    await mustRun("embed", [ours, ...few, "--method", "umap", "--slots", "encoder.2"]);
    assertEquals((await filesIn(`${ours}/embedding`)).length, 4);
    await checkPanels(baseline, ours, `${folder}/panels`);
    await checkRefusals(ours, folder);
    await checkInterrupt(ours, `${folder}/stopped`);
  });
});

/** Scores are of the points that were written, and both runs have the same units. */
async function checkEmbedding(folder: string): Promise<void> {
  const { slots } = JSON.parse(await Deno.readTextFile(`${folder}/scores.json`));
  const rows = (await Deno.readTextFile(`${folder}/points.csv`)).trim().split("\r\n").map((line) =>
    line.split(",")
  );
  assertEquals(rows.shift(), ["run", "slot", "case", "imageX", "imageY", "class", "x", "y"]);
  assertEquals(slots.map(({ slot }: { slot: string }) => slot), ["encoder.1", "encoder.2", "decoder.1"]);
  for (const { slot, runs } of slots) {
    const of = (name: string) => rows.filter(([run, at]) => run === name && at === slot);
    const [places, others] = ["baseline", "ours"].map((name) => of(name).map((row) => row.slice(2, 6)));
    assertEquals(places, others);
    for (const { folder: name, units: [background, foreground], features } of runs) {
      assertEquals([background, foreground], [of(name).length / 2, of(name).length / 2]);
      assert(features.silhouette.interval[0] <= features.silhouette.interval[1]);
    }
    assertEquals([runs[0].overFirstRun === null, runs[1].overFirstRun === null], [true, false]);
  }
}

async function checkPanels(baseline: string, ours: string, out: string): Promise<void> {
  const { stdout } = await mustRun("panels", [baseline, ours, "--cases", "2", "--out", out]);
  const files = await filesIn(out);
  assertEquals(files.length, 3);
  for (const file of files) assertStringIncludes(stdout, `${out}/${file}\n`);
  const width = async (file: string) => (await sharp(file).metadata()).width;
  await mustRun("panels", [baseline, ours, "--cases", "2", "--without-image", "--out", `${out}/plain`]);
  assert(await width(`${out}/panels.png`) > await width(`${out}/plain/panels.png`));
  const [id] = files.filter((file) => file !== "panels.png").map((file) => file.replace(".png", ""));
  const without = await mustRun("panels", [baseline, "--case", id]);
  assertStringIncludes(without.stdout, "No run has UAFR: there are no uncertainty maps");
  assertEquals((await filesIn(`${baseline}/panels`)).length, 2);
}

async function checkRefusals(ours: string, folder: string): Promise<void> {
  const cases: readonly (readonly [string, string[], string])[] = [
    ["embed", [ours, "--slots", "x2"], `no slot "x2"; it has encoder.0, encoder.1, `],
    ["embed", [ours, "--cases", "500"], "--cases 500 of --units 24 are 12000 points, at most 4000"],
    ["embed", [folder], "is not a run folder"],
    ["panels", [ours, "--slots", "encoder.2"], "it refines encoder.1, decoder.1"],
    ["panels", [ours, "--case", "nobody"], "has no case nobody; it has 6, as "],
  ];
  for (const [task, args, text] of cases) {
    const { status, stderr } = await runTask(task, args);
    assertStringIncludes(stderr, text);
    assertEquals(status, 2, stderr);
  }
}

/** Far more points than are embedded before the signal comes. */
async function checkInterrupt(run: string, out: string): Promise<void> {
  const many = ["--set", "dataset.test=60", "--cases", "60", "--units", "60", "--slots", "encoder.1"];
  const task = startTask("embed", [run, ...many, "--out", out]);
  await task.said("Backend:");
  task.kill("SIGINT");
  const { status, stdout } = await task.ended;
  assertStringIncludes(stdout, "Stopping, nothing is written");
  assertEquals(status, 130);
  assertEquals(await Deno.stat(out).then(() => true, () => false), false);
}

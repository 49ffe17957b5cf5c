import { createRegistry, loadConfig, openRun, OptionError } from "@dragsaw/core";
import { stream } from "@dragsaw/core/data";
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { plugins } from "@dragsaw/dragsaw";
import { onEachBackend } from "./backends.ts";
import { mustRun } from "./cli.ts";
import { checkpoints, killed, leftAlone } from "./resume.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";
import { STEPS, writeTinyVolumes } from "./tiny_volumes.ts";

const registry = createRegistry(plugins);

Deno.test("train on volumes killed twice ends with the bytes of a run left alone, at any number of workers", async () => {
  await withFolder(async (folder) => {
    const args = [await writeTinyVolumes(folder)], workers = [2, 1, 3];
    const alone = await leftAlone(args, `${folder}/alone`);
    const { last, best, kills } = await killed(args, `${folder}/killed`, {
      ...{ steps: STEPS, times: 2, random: stream("kills", 3) },
      options: (n) => ["--set", `loader.workers=${workers[n]}`],
    });
    assert(kills > 0, "Every kill came after the end");
    assertEquals({ last, best }, alone);
    // What was prepared is shared, and nothing is left half done
    const files = await filesIn(folder), stored = files.filter((file) => file.endsWith(".safetensors"));
    assertEquals(stored.filter((file) => file.startsWith(".volumes/")).length, 6);
    assertEquals(files.filter((file) => /\.(partial|lock)$/.test(file)), []);
  });
});

Deno.test("train on volumes keeps its plan, measures each class on validation and chooses what helps", async () => {
  await withFolder(async (folder) => {
    const run = `${folder}/run`,
      { stdout } = await mustRun("train", [
        await writeTinyVolumes(folder),
        "--run",
        run,
        "--set",
        "train.steps=40",
      ]);
    assertMatch(
      stdout,
      /val: 2 images at their own size, best checkpoint\n +metric +mean +deviation +images\n +dice +0\.\d{4}/,
    );
    assertMatch(stdout, /\nPostprocessing: (none, as none helps|the largest component of )/);
    const [header, first] = (await Deno.readTextFile(`${run}/evaluation/val/cases.csv`)).split("\r\n");
    assertEquals(
      header,
      "id,file,height,width,dice,hd95,dice:inner,dice:outer,hd95:inner,hd95:outer",
    );
    const [dice, , inner, outer] = first.split(",").slice(4).map(Number);
    assert(Math.abs(dice - (inner + outer) / 2) < 1e-9, first);
    const plan = JSON.parse(await Deno.readTextFile(`${run}/plan.json`));
    assertEquals([plan.cases, plan.classes], [6, ["background", "inner", "outer"]]);
    const files = await filesIn(run);
    for (const file of ["postprocessing.json", "split.json", "finished.json"]) {
      assert(files.includes(file), files.join());
    }
    const { stdout: again } = await mustRun("evaluate", [run, "--split", "val", "--out", `${folder}/again`]);
    assertStringIncludes(again, "val: 2 images at their own size");
  });
});

Deno.test("train --fold all trains each fold in a folder of its own, by one plan", async () => {
  await withFolder(async (folder) => {
    const config = await writeTinyVolumes(folder);
    const { stdout } = await mustRun("train", [
      config,
      "--fold",
      "all",
      "--set",
      "train.steps=1",
      "--dry-run",
    ]);
    const folds = [...stdout.matchAll(/count: 3\n +fold: (\d)/g)].map(([, fold]) => fold);
    assertEquals(folds, ["0", "1", "2"]);
    assertEquals(new Set(stdout.match(/run folder +\S+/g)).size, 3);
  });
});

Deno.test("plan prints what it decides, within the memory given, and writes what train takes", async () => {
  await withFolder(async (folder) => {
    const config = await writeTinyVolumes(folder), file = `${folder}/plan.json`;
    const { stdout } = await mustRun("plan", [config, "--memory", "2GB", "--out", file]);
    assertMatch(stdout, /6 cases, 2 classes: inner, outer\n/);
    assertMatch(stdout, /memory: 2\.0 GB, float32\n/);
    const plan = JSON.parse(await Deno.readTextFile(file));
    plan.configurations["3d-fullres"].batch = 3;
    await Deno.writeTextFile(file, JSON.stringify(plan));
    const edited = await mustRun("train", [
      config,
      "--dry-run",
      ...["--set", `planner.file=${file}`, "--set", "train.batchSize=null"],
    ]);
    assertStringIncludes(edited.stdout, "12 of 3 images (4 an epoch)");
  });
});

/** Opens a run of the tiny volumes, or pictures, with changes; what refuses it. */
async function refused(
  folder: string,
  set: readonly string[],
  write = writeTinyVolumes,
): Promise<OptionError> {
  const { config, registry: own } = await loadConfig(await write(folder), { registry, set });
  const options = { volumes: { folder: `${folder}/.volumes` } };
  return await assertRejects(() => openRun(config, own, options), OptionError);
}

onEachBackend("openRun() refuses what does not take volumes or pictures, and says what does", async () => {
  await withFolder(async (folder) => {
    const cases: [string[], (string | number)[], string][] = [
      [
        ["model={ type: unet }"],
        ["model", "type"],
        'model "unet" works on images (2D), the data are volumes',
      ],
      [["refine=[{ type: se, slots: [encoder.0] }]"], ["refine", 0, "type"], 'refiner "se" works on images'],
      [
        ["losses.images={ type: simclr }"],
        ["losses", "images", "type"],
        "the network takes volumes (3D): use one of",
      ],
      [["planner.memory=1MB"], ["planner"], "Cannot plan a training within 1"],
      [["planner.memory=much"], ["planner", "memory"], "expected one as 8GB"],
      [
        ["planner.configuration=3d-lowres"],
        ["planner", "configuration"],
        '"3d-lowres": the plan has 2d, 3d-',
      ],
      [[`planner.file=${folder}/no.json`], ["planner", "file"], "there is no such file"],
      [["size=[5, 7, 9]"], ["size"], "the sides must be multiples of"],
      [["model.levels=7"], ["model"], "7 levels with"],
      [["normalize={ mean: [0], std: [1] }"], ["normalize"], "how volumes are normalized is in the plan"],
    ];
    for (const [set, path, message] of cases) {
      const error = await refused(folder, set);
      assertStringIncludes(error.message, message);
      assertEquals(error.path, path, error.message);
    }
    const flat = await refused(folder, ["planner=nnunet", "size=[8, 8, 8]"], writeTiny);
    assertEquals(flat.path, ["planner"]);
    assertStringIncludes(flat.message, '"synthetic" holds pictures');
    const set = ["planner=null", "size=[8, 8]"];
    const unplanned = await refused(folder, set);
    assertEquals(unplanned.path, ["dataset", "type"]);
    assertStringIncludes(unplanned.message, 'write "planner: { type: nnunet, memory: 8GB }"');
  });
}, { only: ["js"] });

Deno.test("a run of volumes goes on with the plan it began with, and refuses another", async () => {
  await withFolder(async (folder) => {
    const config = await writeTinyVolumes(folder), run = `${folder}/run`, file = `${folder}/plan.json`;
    await mustRun("train", [config, "--run", run, "--set", "train.steps=1"]);
    const before = await checkpoints(run);
    await Deno.remove(`${folder}/.volumes`, { recursive: true });
    const { stdout } = await mustRun("train", [run]);
    assertStringIncludes(stdout, "Already trained");
    assertEquals(await checkpoints(run), before);
    const text = await Deno.readTextFile(`${run}/plan.json`);
    await Deno.writeTextFile(file, text.replace('"budget": 8000000000', '"budget": 7000000000'));
    const saved = { file: `${run}/plan.json`, text };
    const { config: draft } = await loadConfig(config, { registry, set: [`planner.file=${file}`] });
    const error = await assertRejects(
      () => openRun(draft, registry, { volumes: { folder, saved } }),
      OptionError,
      "is not the plan that the run began with",
    );
    assertEquals(error.path, ["planner", "file"]);
  });
});

Deno.test("a plan for residual blocks is made for the network that has them, and refused by another", async () => {
  await withFolder(async (folder) => {
    const config = await writeTinyVolumes(folder), file = `${folder}/plan.json`;
    const residual = ["--set", "model={ type: resenc-unet3d }"];
    const { stdout } = await mustRun("plan", [config, ...residual, "--out", file]);
    assertMatch(stdout, /levels +\d, residual blocks 1 3/);
    const { config: draft } = await loadConfig(config, { registry, set: [`planner.file=${file}`] });
    const error = await assertRejects(
      () => openRun(draft, registry, { volumes: { folder } }),
      OptionError,
      'found "unet3d", the plan is for "resenc-unet3d"',
    );
    assertEquals(error.path, ["model", "type"]);
  });
});

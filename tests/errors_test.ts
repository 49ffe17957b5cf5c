import { assert, assertEquals, assertMatch } from "@std/assert";
import { ahead } from "@dragsaw/core/data";
import { grey, ids, writePairs } from "../datasets/testdata/files.ts";
import { mustRun, runTask } from "./cli.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";

/** A task that has to fail: how it is called, its status, and what it has to say. */
type Failing = readonly [args: string[], status: number, says: RegExp, env?: Record<string, string>];

/** Runs them two at a time; each must end as it should, without a stack and without an answer on standard output. */
async function checkAll(cases: readonly Failing[]): Promise<void> {
  const run = ([[task, ...args], , , env]: Failing) => runTask(task, args, env);
  const ends = await Array.fromAsync(ahead(cases, 2, run));
  for (const [i, end] of ends.entries()) {
    const [args, status, says] = cases[i];
    const said = `${args.join(" ")}\n${end.stdout}${end.stderr}`;
    assertEquals(end.status, status, said);
    assertMatch(end.stderr, says, said);
    assert(end.stderr.startsWith("error: "), said);
    assert(!/^ +at /m.test(end.stderr), `A stack trace:\n${said}`);
    assert(!end.stdout.includes("metric"), said);
  }
}

Deno.test("a config that cannot be used is refused with file, line, column and what was meant", async () => {
  await withFolder(async (folder) => {
    const tiny = await writeTiny(folder);
    const write = async (name: string, text: string) => {
      await Deno.writeTextFile(`${folder}/${name}`, text);
      return `${folder}/${name}`;
    };
    const misspelt = await write(
      "misspelt.yaml",
      "extends: tiny.yaml\ntrain:\n  bacthSize: 2\nmodel: { type: unett }\n",
    );
    const orphan = await write("orphan.yaml", "extends: tinny.yaml\n");
    const broken = await write("broken.yaml", "train: [1, 2\n");
    const slot = await write(
      "slot.yaml",
      "extends: tiny.yaml\nrefine: [{ type: uafr, slots: [decodr.1] }]\n",
    );
    await checkAll([
      [
        ["train", misspelt],
        2,
        /2 problems\n.*misspelt\.yaml:3:3 .*train\.bacthSize: .*did you mean "batchSize"\?/,
      ],
      [["train", misspelt], 2, /misspelt\.yaml:4:16 .*model\.type: found "unett", .*did you mean "unet"\?/],
      [["train", orphan], 2, /orphan\.yaml:1:10 +extends: found no file .*did you mean "tiny\.yaml"\?/],
      [["train", broken], 2, /broken\.yaml:[12]:\d+ /],
      [
        ["train", slot],
        2,
        /slot\.yaml:2:32 +refine\.0\.slots\.0: Cannot find slot "decodr\.1": .*"decoder\.1"\?/,
      ],
      [
        ["train", tiny, "--set", "recompute=[encoder.0, decodr.1]"],
        2,
        /--set recompute=\[.+\] +recompute\.1: Cannot find slot "decodr\.1": .*did you mean "decoder\.1"\?/,
      ],
      [
        ["train", tiny, "--set", "recompute=al"],
        2,
        /--set recompute=al +recompute: found "al", allowed .*"all"/,
      ],
      [["train", `${folder}/none.yaml`], 2, /There is no config file or run folder ".*none\.yaml"\n.*--help/],
      [["train", tiny, "--set", "nonsense"], 2, /--set nonsense +found no "=", allowed key\.path=value/],
      [
        ["train", tiny, "--set", "train.stepps=3"],
        2,
        /--set train\.stepps=3 +train\.stepps: .*did you mean "steps"\?/,
      ],
      [["train", tiny, "--seed", "one"], 2, /--set seed=one +seed: found "one", allowed a whole number/],
      [["train", tiny, "--sett", "seed=1"], 2, /Unknown option --sett; known: .*--set/],
      [
        ["train", tiny, "--set", "train.batchSize=13"],
        2,
        /13 images an update, the training split has 12; lower/,
      ],
      [
        ["train", tiny, "--run", `${folder}/run`, "--set", "size=[30,32]"],
        2,
        /--set size=\[30,32\] +size: .*multiples of 4 \(height 28 or 32, width 32\)/,
      ],
    ]);
    assertEquals((await filesIn(folder)).filter((file) => /checkpoints|partial/.test(file)), []);
  });
});

Deno.test("data that cannot be used is named, file by file", async () => {
  await withFolder(async (folder) => {
    const tiny = await writeTiny(folder), data = `${folder}/data`;
    await writePairs(`${data}/images`, `${data}/masks`, ids("c", 8));
    const small = await grey([0, 255, 0, 255], 2).png().toBuffer();
    await Deno.writeFile(`${data}/masks/c3_segmentation.png`, small);
    const options = [
      "--set",
      "dataset={ type: folder, test: 0, validation: 0.25 }",
      "--run",
      `${folder}/run`,
    ];
    const from = (root: string) => ["train", tiny, ...options, "--set", `dataset.root=${root}`];
    await checkAll([
      [from(`${folder}/nowhere`), 1, /nowhere/],
      [from(data), 1, /masks\/c3_segmentation\.png: Expected the size of its image, 6 x 4, found 2 x 2/],
    ]);
    await Deno.remove(`${data}/masks/c5_segmentation.png`);
    await checkAll([[from(data), 1, /c5/]]);
  });
});

Deno.test("a run folder that cannot be used is refused with the reason", async () => {
  await withFolder(async (folder) => {
    const tiny = await writeTiny(folder), run = `${folder}/run`, last = `${run}/checkpoints/last.safetensors`;
    await mustRun("train", [tiny, "--run", run, "--set", "train.steps=2"]);
    const image = `${folder}/image.png`;
    await Deno.writeFile(image, await grey([1, 2, 3, 4], 2).png().toBuffer());
    const out = ["--out", `${folder}/out`];
    await checkAll([
      [
        ["train", tiny, "--run", run],
        1,
        /Cannot go on from ".*last\.safetensors": it was made by another config/,
      ],
      [["train", run, "--set", "model.baseWidth=5"], 1, /it was made by another config/],
      [["train", folder], 2, /is not a run folder: it has no config\.yaml/],
      [["evaluate", folder], 2, /is not a run folder: it has no config\.yaml/],
      [["evaluate", run, "--split", "all"], 2, /--split is "all", allowed: /],
      [["evaluate", run, "--checkpoint", "first"], 2, /--checkpoint is "first", allowed: /],
      [
        ["evaluate", run, "--set", "model.baseWidth=5"],
        1,
        /"model\.encoder\.0\..*": found F32 \[.*\], wanted F32 \[/,
      ],
      [["predict", folder, image, ...out], 2, /is not a run folder: it has no config\.yaml/],
      [["predict", run, image], 2, /--out DIR is missing/],
      [["predict", run, `${folder}/no.png`, ...out], 1, /There is no file or folder ".*no\.png"/],
      [["predict", run, `${run}/checkpoints`, ...out], 2, /Found no image in /],
      [["evaluate", run, "--set", "backend.type=cuda"], 2, /backend\.type: found "cuda", allowed/],
      [["evaluate", run], 1, /backend "cuda": .* use one of tensorflow, js/, { DRAGSAW_BACKEND: "cuda" }],
    ]);
    await Deno.truncate(last, 1000);
    await checkAll([[["train", run], 1, /last\.safetensors.*(claims|ends at byte|tensor|header)/]]);
    assertEquals((await filesIn(folder)).filter((file) => file.startsWith("out/")), []);
  });
});

Deno.test("every task helps", async () => {
  for (const task of ["train", "evaluate", "predict"]) {
    const { stdout, stderr } = await mustRun(task, ["--help"]);
    assertMatch(
      stdout,
      new RegExp(`^deno task ${task} [^]+\\n\\nOptions:\\n[^]+--help +This text\\n\\nExamples:\\n`),
    );
    assertEquals(stderr, "");
  }
});

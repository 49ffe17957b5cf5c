import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { dirname } from "node:path";
import { projectFiles } from "../tools/workspace.ts";
import { type Ended, mustRun, runTask, show, startDeno } from "./cli.ts";
import { outsideProject } from "./jsr/outside.ts";
import { publishProject } from "./jsr/publish.ts";
import { serveRegistry } from "./jsr/registry.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";

const ROOT = new URL("..", import.meta.url).pathname;

Deno.test("from nothing: new writes a loss, it is edited, passes its test and trains", async () => {
  await withFolder(async (folder) => {
    const checkout = `${folder}/checkout`;
    await copyProject(checkout);
    const deno = (...args: string[]) => mustEnd(checkout, ...args);
    const { stdout } = await deno("task", "--quiet", "new", "loss", "my-loss");
    assertStringIncludes(stdout, "Wrote plugins/losses/my_loss.ts\n      plugins/losses/my_loss_test.ts");
    assertStringIncludes(
      stdout,
      "deno task train configs/quickstart.yaml --set 'losses={ segmentation: my-loss }'",
    );
    assertStringIncludes(await Deno.readTextFile(`${checkout}/configs/schema.json`), '"my-loss"');
    assertStringIncludes(await Deno.readTextFile(`${checkout}/docs/reference/losses.md`), "my-loss");

    const file = `${checkout}/plugins/losses/my_loss.ts`, code = await Deno.readTextFile(file);
    const edited = code.replace("const truth", "const shift = 100;\n    const truth")
      .replace(/return (tf\.neg\(.*\)) as Scalar;/, "return tf.add($1, shift) as Scalar;");
    assert(edited.includes("tf.add("), code);
    await Deno.writeTextFile(file, edited);
    const added = ["plugins/losses/my_loss.ts", "plugins/losses/my_loss_test.ts", "plugins/losses/mod.ts"];
    await deno("fmt", "--check", ...added, "tests/compiled_test.ts");
    await deno("lint", "--quiet", ...added);
    const config = await writeTiny(folder), run = `${folder}/run`;
    const set = ["losses={ segmentation: { type: my-loss, gamma: 1 } }", "train.steps=2", "refine=[]"];
    await deno("task", "--quiet", "train", config, "--run", run, ...set.flatMap((one) => ["--set", one]));
    const log = await Deno.readTextFile(`${run}/metrics.jsonl`);
    const steps = log.trim().split("\n").map((line) => JSON.parse(line)).filter(({ event }) =>
      event === "step"
    );
    assertEquals(steps.length, 2);
    for (const { loss } of steps) assert(loss > 100, `The edited loss was not used: ${loss}`);
    const test = await startDeno(["test", "-A", "--no-check", added[1]], { cwd: checkout }).ended;
    assertEquals(
      test.status,
      1,
      "The loss of a right prediction is not 0 any more, and its test has to say so",
    );
    assertMatch(test.stdout, /my-loss of a right prediction is 0 .*FAILED/);
    assertMatch(test.stdout, /my-loss has the gradient that differences give .*ok/);
  });
});

Deno.test("a package of each kind passes format, lint, types, tests and the dry run of publishing", async () => {
  await withFolder(async (folder) => {
    for (const part of ["registry", "std", "all"]) await Deno.mkdir(`${folder}/${part}`);
    await using registry = serveRegistry(`${folder}/registry`);
    await publishProject(registry, `${folder}/std`);
    const kinds = "backend dataset transform backbone model refiner loss optimizer schedule metric report"
      .split(" ");
    await Promise.all(kinds.map((kind) =>
      mustRun("new", [
        ...[kind, `my-${kind}`, "--package", `@someone/dragsaw-${kind}`],
        ...["--out", `${folder}/all/${kind}`, "--author", "Ada"],
      ])
    ));
    assertStringIncludes(await Deno.readTextFile(`${folder}/all/loss/LICENSE`), "Ada\n");
    const all = await outsideProject(registry, { folder: `${folder}/all`, cache: `${folder}/cache` });
    await all.write("deno.json", `${JSON.stringify({ workspace: kinds }, null, 2)}\n`);
    await all.run("fmt", "--check");
    await all.run("lint");
    await all.run("check", ".");
    await all.run("publish", "--dry-run", "--allow-dirty", "--no-check");
    const { stdout } = await all.run("test", "--no-check", "--allow-read", "--allow-write", "--allow-env");
    for (const kind of kinds) {
      assertStringIncludes(stdout, `@someone/dragsaw-${kind} is a plugin of this version ... ok`);
    }
  });
});

Deno.test("new refuses what it cannot write, says where what there is stands, and leaves nothing behind", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/full`);
    await Deno.writeTextFile(`${folder}/full/mine.txt`, "mine");
    const out = (name: string) => ["--package", "@me/focal", "--out", `${folder}/${name}`];
    const cases: [args: string[], says: RegExp][] = [
      [["los", "x"], /There is no kind "los"; kinds are backend, .*did you mean "loss"\?/],
      [["planner", "x"], /plugins\/nnunet\/planner\.ts/],
      [["loss", "dice"], /There is a loss "dice" already: @dragsaw\/losses brings it/],
      [["loss", "FocalLoss"], /"FocalLoss" is no name for a loss: .* as in focal-loss/],
      [["loss", "x", "--author", "me"], /--author is for a package/],
      [["loss", "x", "--package", "focal"], /--package is "focal", wanted .* @scope\/name/],
      [["loss", "x", ...out("full")], /full" is there and not empty: nothing is overwritten/],
      [["loss", "x", ...out("no/where")], /There is no folder ".*\/no" to make the package in/],
      [["loss", "x", "--package", "@me/focal", "--out", "plugins/x"], /lies in this checkout/],
    ];
    for (const [args, says] of cases) {
      const end = await runTask("new", args);
      assertEquals(end.status, 2, show(end));
      assertMatch(end.stderr, says);
    }
    assertEquals(await filesIn(folder), ["full/mine.txt"]);
  });
});

/** The project's files in a new folder. */
async function copyProject(folder: string): Promise<void> {
  for (const file of await projectFiles(ROOT)) {
    await Deno.mkdir(dirname(`${folder}/${file}`), { recursive: true });
    await Deno.copyFile(`${ROOT}${file}`, `${folder}/${file}`);
  }
}

async function mustEnd(cwd: string, ...args: string[]): Promise<Ended> {
  const end = await startDeno(args, { cwd }).ended;
  if (end.status !== 0) throw new Error(`deno ${args.join(" ")}\n${show(end)}`);
  return end;
}

import { assert, assertAlmostEquals, assertMatch } from "@std/assert";
import { mustRun } from "./cli.ts";
import { withFolder, writeTiny } from "./tiny.ts";

const lossesOf = async (run: string): Promise<number[]> =>
  (await Deno.readTextFile(`${run}/metrics.jsonl`)).trim().split("\n").map((line) => JSON.parse(line))
    .filter(({ event }) => event === "step").map(({ loss }) => loss);

Deno.test("train without TensorFlow says first why it is slow and what to do, and computes the same", async () => {
  await withFolder(async (folder) => {
    const args = [await writeTiny(folder), "--set", "train.steps=3"];
    const [plain] = await Promise.all([
      mustRun("train", [...args, "--run", `${folder}/js`], { DRAGSAW_BACKEND: "js" }),
      mustRun("train", [...args, "--run", `${folder}/best`]),
    ]);
    assertMatch(
      plain.stdout,
      /^SLOW: training runs in plain JavaScript .+ slower than TensorFlow\.\n +DRAGSAW_BACKEND=js asks for it\n +What to do: deno task doctor/,
    );
    assertMatch(plain.stdout, /test: 3 images at their own size, best checkpoint\n +metric +mean/);
    const { backend } = JSON.parse(await Deno.readTextFile(`${folder}/js/environment.json`));
    assert(backend === "js");
    const [slow, best] = await Promise.all(["js", "best"].map((name) => lossesOf(`${folder}/${name}`)));
    assert(slow.length === 3);
    slow.forEach((loss, i) => assertAlmostEquals(loss, best[i], 1e-3 * best[i], `step ${i + 1}`));
  });
});

import { assertEquals, assertStringIncludes } from "@std/assert";
import { mustRun, startTask } from "./cli.ts";
import { withFolder, writeTiny } from "./tiny.ts";

Deno.test("train starts from a checkpoint, tells what it took, and needs it no more once it has one of its own", async () => {
  await withFolder(async (folder) => {
    const tiny = [await writeTiny(folder), "--set", "train.steps=2", "--set", "train.validateEvery=99"];
    await mustRun("train", [...tiny, "--run", `${folder}/first`]);
    const weights = `${folder}/weights.safetensors`, second = `${folder}/second`;
    await Deno.rename(`${folder}/first/checkpoints/best.safetensors`, weights);
    const { stdout } = await mustRun("train", [...tiny, "--run", second, "--set", `init.weights=${weights}`]);
    assertStringIncludes(stdout, `tensors of ${weights} (safetensors) for the network\n`);
    const initial = JSON.parse(await Deno.readTextFile(`${second}/initial_weights.json`));
    assertEquals([initial.file, initial.kind, initial.unused, initial.untouched], [
      weights,
      "network",
      [],
      [],
    ]);

    await Deno.remove(weights);
    assertStringIncludes((await mustRun("train", [second])).stdout, "Already trained");
    const anew = await startTask("train", [second, "--restart"]).ended;
    assertEquals(anew.status, 2);
    assertStringIncludes(anew.stderr, `init.weights: Cannot read "${weights}": there is no such file`);
    assertStringIncludes((await mustRun("train", [second])).stdout, "Already trained");

    await Deno.copyFile(`${second}/checkpoints/last.safetensors`, weights);
    const other = await startTask("train", [second]).ended;
    assertEquals(other.status, 1);
    assertStringIncludes(
      other.stderr,
      `it began with "${weights}" of SHA-256 ${initial.sha256.slice(0, 12)}, found`,
    );
  });
});

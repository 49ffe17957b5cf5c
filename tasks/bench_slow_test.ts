import { tensorflow } from "@dragsaw/backend-tensorflow";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mustRun } from "../tests/cli.ts";
import { withFolder } from "../tests/tiny.ts";

const probe = await tensorflow.probe();

Deno.test({
  name: "bench without PyTorch measures ours alone, says how to compare, and writes both files",
  ignore: !probe.ok,
  fn: () =>
    withFolder(async (folder) => {
      const [markdown, json] = [`${folder}/results.md`, `${folder}/results.json`];
      const markers = ["<!-- bench: written by deno task bench -->", "<!-- bench: end -->"];
      await Deno.writeTextFile(markdown, `# Mine\n\n${markers.join("\n")}\n\nBelow\n`);
      const { stdout } = await mustRun("bench", [
        "unet2d",
        "--precision=float32",
        "--quick",
        "--python=/no/such/python3",
        `--write=${markdown}`,
        `--json=${json}`,
      ]);
      assertStringIncludes(stdout, "pip install torch==2.13.0 numpy");
      const text = await Deno.readTextFile(markdown);
      assertMatch(text, /^# Mine\n\n<!-- bench: written.*\n\nMeasured/);
      assertMatch(text, /\| unet2d +\| float32 +\| +\d+\.\d+ \| +- \|/);
      assertMatch(text, /<!-- bench: end -->\n\nBelow\n$/);
      const { cases } = JSON.parse(await Deno.readTextFile(json));
      assertEquals(cases[0].best.ours.parameters, 7_763_074);
      assertEquals(cases[0].best.ours.rounds.length, 2);
    }),
});

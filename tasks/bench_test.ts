import { assertEquals, assertStringIncludes } from "@std/assert";
import { mustRun, runTask, show } from "../tests/cli.ts";
import { withFolder } from "../tests/tiny.ts";

Deno.test("bench refuses what it cannot use before it measures", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/plain.md`, "# No markers\n");
    const cases: [string[], number, string][] = [
      [["unet9"], 2, "There is no case unet9; there are unet2d, unet3d, full-b2, full-b4"],
      [["--precision", "float8"], 2, '--precision is "float8", allowed: both, float32, bfloat16'],
      [["--rounds", "0"], 2, '--rounds is "0", wanted a whole number from 1'],
      [["--write", `${folder}/plain.md`], 1, "Cannot write the table"],
      [["--write", `${folder}/none.md`], 1, "No such file"],
    ];
    await Promise.all(cases.map(async ([args, status, message]) => {
      const end = await runTask("bench", args);
      assertEquals(end.status, status, show(end));
      assertStringIncludes(end.stderr, message);
    }));
  });
});

Deno.test("bench --help names the cases", async () => {
  assertStringIncludes(
    (await mustRun("bench", ["--help"])).stdout,
    "Cases: unet2d, unet3d, full-b2, full-b4",
  );
});

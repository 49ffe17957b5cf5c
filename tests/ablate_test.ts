import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mustRun, runTask } from "./cli.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";

Deno.test("ablate pdcr --dry-run lists the 16 rows of the paper with what differs, and writes nothing", async () => {
  await withFolder(async (folder) => {
    const base = await writeTiny(folder);
    const { stdout } = await mustRun("ablate", ["pdcr", "--base", base, "--runs", folder, "--dry-run"]);
    assertStringIncludes(stdout, "16 rows x seeds 0, 1, 2 = 48 cells, 36 that differ; 0 done, 36 left\n");
    assertEquals(stdout.match(/\(paper: JA \d+\.\d\d DI \d+\.\d\d AC \d+\.\d\d\)/g)?.length, 16);
    assertStringIncludes(stdout, "losses.{encoder, decoder, cross}.series: loss-first -> ratio-first\n");
    assertMatch(stdout, /loss-first .*\n +cells 5, 17, 29, the same as mean H\n +the base as it is\n/);
    assertEquals(await filesIn(folder), ["tiny.yaml"]);
  });
});

Deno.test("ablate --print slurm prints a script alone", async () => {
  await withFolder(async (folder) => {
    const args = ["modules", "--base", await writeTiny(folder), "--seeds", "2"];
    const { stdout, stderr } = await mustRun("ablate", [...args, "--print", "slurm"]);
    assertEquals(stderr, "");
    assert(stdout.startsWith("#!/bin/bash\n"));
    assertStringIncludes(stdout, "#SBATCH --array=0-7\n");
    assertStringIncludes(stdout, `exec deno task ablate ${args.join(" ")} --cell "$SLURM_ARRAY_TASK_ID"\n`);
  });
});

Deno.test("ablate refuses what it cannot use, in one line with what there is", async () => {
  const refused = async (...args: string[]) => {
    const { status, stderr } = await runTask("ablate", args);
    assertEquals(status, 2, stderr);
    return stderr;
  };
  const [unknown, row, seeds] = await Promise.all([
    refused("pcdr"),
    refused("modules", "--dry-run", "--base", "configs/quickstart.yaml", "--rows", "+PDRC"),
    refused("modules", "--dry-run", "--seeds", "none"),
  ]);
  assertMatch(
    unknown,
    /^error: There is no ablation pcdr; known: .*modules, pdcr, pdcr-affinity, .*; did you mean "pdcr"\?\n/,
  );
  assertMatch(
    row,
    /^error: --rows has "\+PDRC", allowed: baseline, \+PDCR, \+UAFR, \+both; did you mean "\+PDCR"\?\n/,
  );
  assertMatch(seeds, /^error: --seeds is "none", allowed: how many, as 3, or which/);
});

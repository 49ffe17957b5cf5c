import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Cell } from "./cell.ts";
import { slurmScript } from "./slurm.ts";

const script = (...argv: string[]) =>
  slurmScript({ name: "modules", title: "Modules" }, Array<Cell>(12), argv);

Deno.test("slurmScript() is an array with one cell an index", () => {
  const lines = script("modules", "--print", "slurm", "--base", "b.yaml", "--jobs=3").trimEnd().split("\n");
  assertEquals(lines[0], "#!/bin/bash");
  assertStringIncludes(lines.join("\n"), "\n#SBATCH --array=0-11\n");
  assertStringIncludes(lines.join("\n"), "\n#SBATCH --job-name=ablate-modules\n");
  assertEquals(lines.at(-1), 'exec deno task ablate modules --base b.yaml --cell "$SLURM_ARRAY_TASK_ID"');
  assertEquals(
    lines.filter((line) => line.startsWith("#SBATCH") && !/^#SBATCH --[a-z-]+=\S+$/.test(line)),
    [],
  );
});

Deno.test("slurmScript() keeps what says what to train, quoted for the shell", () => {
  const text = script("modules", "--dry-run", "--print=slurm", "--rows", "L1 RF,it's", "--set", "a={b: $c}");
  assertStringIncludes(
    text,
    `exec deno task ablate modules --rows 'L1 RF,it'\\''s' --set 'a={b: $c}' --cell "$SLURM_ARRAY_TASK_ID"`,
  );
});

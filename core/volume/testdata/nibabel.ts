const SCRIPT = new URL("./nibabel_io.py", import.meta.url).pathname;

/** Why nibabel cannot be asked; undefined where Python has it. */
export async function nibabelMissing(): Promise<string | undefined> {
  const { code } = await python(["-c", "import nibabel"]).catch(() => ({ code: 1 }));
  return code === 0 ? undefined : "no python3 with nibabel";
}

/** Has nibabel write its volumes into a folder. */
export async function generateVolumes(folder: string): Promise<void> {
  const { code, stderr } = await python([SCRIPT, "generate", folder]);
  if (code !== 0) throw new Error(stderr);
}

/** What nibabel finds different, header and voxels, between files and what was written of them. */
export async function compareVolumes(pairs: { original: string; written: string }[]): Promise<string[]> {
  const { code, stdout, stderr } = await python(
    [SCRIPT, "compare"],
    pairs.map((pair) => JSON.stringify(pair)).join("\n"),
  );
  if (code !== 0) throw new Error(stderr);
  return stdout.split("\n").filter(Boolean);
}

async function python(args: string[], input = ""): Promise<{ code: number; stdout: string; stderr: string }> {
  await using child = new Deno.Command("python3", { args, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const [output] = await Promise.all([child.output(), new Blob([input]).stream().pipeTo(child.stdin)]);
  const [stdout, stderr] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code: output.code, stdout, stderr };
}

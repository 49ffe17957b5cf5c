import { type Counts, readCounts } from "./test_output.ts";

const PERMISSIONS = ["read", "write", "env", "ffi", "sys", "run", "net"].map((name) => `--allow-${name}`);

/** Runs `deno test`, shows its output as it comes, and counts. */
export async function runTests(args: readonly string[]): Promise<Counts> {
  const colors = Deno.stdout.isTerminal() && !Deno.noColor;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", ...PERMISSIONS, ...args],
    env: colors ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" },
    stdout: "piped",
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    Deno.stdout.writeSync(new TextEncoder().encode(text));
    output += text;
  }
  return readCounts(output, (await child.status).code);
}

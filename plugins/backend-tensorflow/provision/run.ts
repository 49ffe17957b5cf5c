import { spawn } from "./spawn.ts";

/** What a command came to; `error` is one line that says why it failed. */
export interface Outcome {
  readonly success: boolean;
  readonly out: string;
  readonly error: string;
}

/** Runs a program and kills it after `limit` milliseconds. @throws {Error} when there is no such program. */
export async function runBriefly(program: string, args: readonly string[], limit: number): Promise<Outcome> {
  const child = spawn(program, args, { stdout: "piped" });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, limit);
  const { success, code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const [out, words] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (late) return { success: false, out, error: `${program} did not answer within ${limit / 1000} s` };
  return { success, out, error: success ? "" : lastLine(words) || `${program} ended with status ${code}` };
}

/** The last line with anything in it: where Python and pip put the reason. */
export function lastLine(text: string): string {
  return text.split("\n").map((line) => line.trim()).findLast((line) => line !== "") ?? "";
}

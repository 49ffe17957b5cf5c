import { replaceBetweenMarkers } from "./markdown.ts";
import { report } from "./report.ts";
import type { BenchResult } from "./result.ts";

/** Where results go. */
export interface ResultFiles {
  /** Document with markers. */
  readonly write?: string | undefined;
  /** Everything, step by step. */
  readonly json?: string | undefined;
}

/** Before minutes are spent: whether the document is there and has markers. @throws {Error} when not. */
export async function checkResultFiles({ write }: ResultFiles): Promise<void> {
  if (write !== undefined) replaceBetweenMarkers(await Deno.readTextFile(write), "");
}

/** Writes the files asked for; the document is then formatted as the gate wants it. */
export async function writeResultFiles(result: BenchResult, { write, json }: ResultFiles): Promise<void> {
  if (json !== undefined) await Deno.writeTextFile(json, `${JSON.stringify(result, null, 2)}\n`);
  if (write === undefined) return;
  await Deno.writeTextFile(write, replaceBetweenMarkers(await Deno.readTextFile(write), report(result)));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", write] })
    .output();
  if (!success) throw new Error(`Cannot format ${write}: ${new TextDecoder().decode(stderr).trim()}`);
}

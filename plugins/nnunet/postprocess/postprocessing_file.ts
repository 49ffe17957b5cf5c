import { writeAtomic } from "@dragsaw/core/volume";
import { z } from "zod";
import type { Postprocessing } from "./postprocessing.ts";

const dice = z.number().min(0).max(1).nullable();
const choice = { keepLargest: z.boolean(), before: dice, after: dice };
const SCHEMA = z.strictObject({
  version: z.literal(1),
  cases: z.int().min(0),
  foreground: z.strictObject(choice),
  classes: z.array(z.strictObject({ name: z.string(), ...choice })).min(1),
});

/** Name of the file in a run folder. */
export const POSTPROCESSING_FILE = "postprocessing.json";

/**
 * Reads what was chosen; undefined where there is no such file.
 *
 * @param classes Names of the classes of the run, the background first.
 * @throws {SyntaxError} for text that is no JSON. @throws {RangeError} for another content, or other classes.
 */
export async function readPostprocessing(
  file: string,
  classes: readonly string[],
): Promise<Postprocessing | undefined> {
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const found = parse(text, file), names = found.classes.map(({ name }) => name);
  if (names.length === classes.length - 1 && names.every((name, i) => name === classes[i + 1])) return found;
  throw new RangeError(
    `Cannot use ${file}: expected the classes ${classes.slice(1).join(", ")}, found ${names.join(", ")}`,
  );
}

/** Writes what was chosen, whole or not at all. */
export async function writePostprocessing(file: string, postprocessing: Postprocessing): Promise<void> {
  await writeAtomic(file, `${JSON.stringify(postprocessing, null, 2)}\n`);
}

function parse(text: string, file: string): Postprocessing {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const { success, data, error } = SCHEMA.safeParse(json);
  if (success) return data;
  const places = error.issues.map(({ path, message }) => `  ${path.join(".") || "top"}: ${message}`);
  throw new RangeError(`Cannot use ${file}:\n${places.join("\n")}`);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

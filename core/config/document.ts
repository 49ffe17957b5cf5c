import type { z } from "zod";
import { explainIssues } from "./explain.ts";
import { type ConfigFiles, diskFiles } from "./extends.ts";
import { toJsonSchema } from "./json_schema.ts";
import { parseYaml } from "./parse.ts";
import { ConfigError, mismatch, sortProblems } from "./problem.ts";
import { type Tree, valueOf } from "./tree.ts";

/** A YAML file that was read and checked. */
export interface YamlDocument<T> {
  /** What it says. */
  readonly value: T;
  /** The same with places. */
  readonly tree: Tree;
}

/**
 * Reads a YAML file that is not a run's config, and checks it whole.
 *
 * @param file Its path.
 * @param schema What it may say.
 * @param files Where it is read from; the disk unless given.
 * @throws {ConfigError} with everything that is wrong, each with its place.
 */
export async function readDocument<T>(
  file: string,
  schema: z.ZodType<T>,
  files: ConfigFiles = diskFiles,
): Promise<YamlDocument<T>> {
  const text = await files.read(file);
  if (text === undefined) {
    throw new ConfigError(file, [{ place: { file }, path: [], message: mismatch("no file", "a file") }]);
  }
  const parsed = parseYaml(text, file);
  if ("problems" in parsed) throw new ConfigError(file, parsed.problems);
  const { tree } = parsed, value = valueOf(tree);
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw new ConfigError(file, sortProblems(explainIssues(error.issues, value, tree, toJsonSchema(schema))));
  }
  return { value: data, tree };
}

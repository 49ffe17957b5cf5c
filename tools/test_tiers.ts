import { sourceFiles } from "./workspace.ts";

/** Where tests are, those of small things first. */
const FOLDERS = ["tools", "core", "datasets", "plugins", "tasks", "tests"] as const;

/** A pattern: Deno 2.9 overlooks ignored paths unless the folders come in the order of the alphabet. */
const IGNORE_SLOW = "--ignore=**/*_slow_test.ts";

/** `fast`: with the examples in the documentation. `slow`: files named `*_slow_test.ts`. */
export type Tier = "fast" | "slow";

/**
 * The runs of `deno test` that make up the tiers, or one run of the files whose path holds one of the filters: for each run,
 * the arguments that name its tests.
 *
 * @throws {RangeError} When a filter fits no test file.
 */
export async function testRuns(
  tiers: readonly Tier[],
  filters: readonly string[],
  root = ".",
): Promise<string[][]> {
  const files = (await sourceFiles(root)).filter((file) => file.endsWith("_test.ts"));
  if (filters.length > 0) {
    return [matching(files, filters.map((filter) => filter.replaceAll("\\", "/").replace(/^\.\//, "")))];
  }
  const slow = files.filter((file) => file.endsWith("_slow_test.ts"));
  const folders = FOLDERS.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)));
  const runs: Record<Tier, string[]> = { fast: ["--doc", IGNORE_SLOW, ...folders], slow };
  return tiers.map((tier) => runs[tier]).filter((args) => args.length > 0);
}

function matching(files: readonly string[], filters: readonly string[]): string[] {
  const unmatched = filters.filter((filter) => !files.some((file) => file.includes(filter)));
  if (unmatched.length > 0) {
    throw new RangeError(`Expected part of a test file's path but found "${unmatched.join('", "')}"`);
  }
  return files.filter((file) => filters.some((filter) => file.includes(filter)));
}

/**
 * Runs the tests and closes with `N passed, N failed`.
 *
 *     deno task test                  the fast tier
 *     deno task test:slow             the slow tier: files named *_slow_test.ts
 *     deno task test --all            both
 *     deno task test unet core/data   test files whose path holds one of these
 *
 * Options other than --slow and --all go to `deno test`, as in `--filter=resize` or `--fail-fast`.
 *
 * @module
 */
import { addCounts, type Counts, describeCounts } from "./test_output.ts";
import { runTests } from "./test_run.ts";
import { testRuns, type Tier } from "./test_tiers.ts";

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

/** Found or fetched once, with its progress shown, rather than by whichever test comes first. */
async function prepareTensorFlow(): Promise<void> {
  const { tensorflow } = await import("@dragsaw/backend-tensorflow");
  const probe = await tensorflow.probe((line) => print(`${line}\n`));
  print(
    probe.ok
      ? `TensorFlow: ${probe.detail}\n`
      : `TensorFlow cannot run, its tests are ignored: ${probe.reason}\n`,
  );
}

async function main(args: readonly string[]): Promise<number> {
  const filters = args.filter((arg) => !arg.startsWith("--"));
  const options = args.filter((arg) => arg.startsWith("--") && arg !== "--all" && arg !== "--slow");
  const tiers: Tier[] = args.includes("--all")
    ? ["fast", "slow"]
    : [args.includes("--slow") ? "slow" : "fast"];
  const runs = await testRuns(tiers, filters);
  if (filters.length === 0) await prepareTensorFlow();
  let counts: Counts = { passed: 0, failed: 0, ignored: new Map() };
  for (const run of runs) counts = addCounts(counts, await runTests([...options, ...run]));
  print(describeCounts(counts));
  return counts.failed === 0 ? 0 : 1;
}

// `deno test` takes a file of this name for a test.
if (import.meta.main) Deno.exit(await main(Deno.args));

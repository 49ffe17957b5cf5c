/**
 * Times training steps, ours beside PyTorch's, on this machine.
 *
 *     deno task bench
 *     deno task bench unet2d --precision float32 --quick
 *
 * @module
 */
import { findPyTorch } from "./bench/find_pytorch.ts";
import { casesOf, FLAGS, planOf, precisionsOf, SUMMARY } from "./bench/options.ts";
import { runLoaderBench } from "./bench/loader/run_loader_bench.ts";
import { report } from "./bench/report.ts";
import { checkResultFiles, writeResultFiles } from "./bench/result_files.ts";
import { runBench } from "./bench/run_bench.ts";
import { ours, theirs } from "./bench/sides.ts";
import { type Arguments, type Command, main, print } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { createProgress } from "./shared/progress.ts";

/** The task. */
export const command: Command = {
  name: "bench",
  summary: SUMMARY,
  usage: "[CASE...] [options]",
  positional: [0, 4],
  flags: FLAGS,
  examples: ["unet2d --precision float32 --quick", "--write docs/benchmarks.md", "loader --data FOLDER"],
  run: (args) => args.positional.join() === "loader" ? runLoaderBench(args) : run(args),
};

async function run(args: Arguments): Promise<number> {
  const cases = casesOf(args), precisions = precisionsOf(args), plan = planOf(args);
  const files = { write: args.get("write"), json: args.get("json") }, quick = args.has("quick");
  await checkResultFiles(files);
  const progress = createProgress(), python = args.get("python") ?? "python3";
  const interrupt = onInterrupt(() => progress.line("Interrupted: the measurement ends here"));
  const { signal } = interrupt;
  try {
    const pytorch = await findPyTorch(python, signal);
    const notes = [
      ...quick ? ["Quick: shows that the comparison works, measures nothing"] : [],
      ...pytorch.ok ? [] : [pytorch.reason],
    ];
    const result = await runBench({ cases, precisions, notes }, {
      ours: ours(),
      ...pytorch.ok ? { theirs: (variant) => theirs(python, variant) } : {},
      threads: navigator.hardwareConcurrency,
      qualifyingSteps: quick ? 1 : 3,
      ...{ plan, progress, signal },
    });
    if (result.cases.length > 0) print(`\n${report(result)}`);
    if (signal.aborted) return 130;
    await writeResultFiles(result, files);
    return result.cases.length > 0 ? 0 : 1;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) await main(command);

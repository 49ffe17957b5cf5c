import { OptionError, writeAtomic } from "@dragsaw/core";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { exists, join } from "./shared/paths.ts";
import { createProgress } from "./shared/progress.ts";
import { openSession } from "./shared/run_session.ts";
import { chromeTrace } from "./profile/chrome_trace.ts";
import { measure, profilerOf } from "./profile/measure.ts";
import { report } from "./profile/report.ts";

/** The task. */
export const command: Command = {
  name: "profile",
  summary:
    "Says where the time and the memory of a training step go: by op, by slot, and op by op in a trace file\n" +
    "for https://ui.perfetto.dev or chrome://tracing. Trains nothing, changes no run.",
  usage: "CONFIG.yaml | RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    ...runFlags,
    steps: { kind: "string", value: "N", help: "Steps to measure, after two to warm up; 3 unless given" },
    trace: { kind: "string", value: "FILE", help: "Where the trace goes; profile-NAME.json unless given" },
  },
  examples: [
    "configs/quickstart.yaml",
    "configs/isic2017.yaml --data ../data/ISIC2017 --set train.batchSize=2",
    "runs/quickstart-1a2b3c4d --steps 10 --trace step.json",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const steps = args.get("steps") ?? "3", progress = createProgress();
  if (!/^[1-9]\d{0,2}$/.test(steps)) throw new UsageError(`--steps is "${steps}", wanted 1 to 999`);
  const session = await openSession({ ...configOptions(args), progress });
  try {
    profilerOf(session.backend);
    const file = args.get("trace") ?? `profile-${session.run.config.name}.json`;
    if (!await exists(join(file, ".."))) throw new UsageError(`There is no folder for the trace "${file}"`);
    const { config, experiment } = session.run, { train: { batchSize, accumulate } } = config;
    const batch = accumulate > 1 ? `${accumulate} x ${batchSize}` : `${batchSize}`;
    const title = `${config.name}: ${batch} images of ${config.size.join("x")} a step, ${config.precision}`;
    const measured = await measure(session, Number(steps), progress);
    progress.line(`${title}; steps measured: ${steps}\n\n${report(measured, experiment)}\n`);
    await writeAtomic(file, JSON.stringify(chromeTrace(title, measured.steps)));
    print(`Trace: ${file}, to be opened in https://ui.perfetto.dev or chrome://tracing`);
    return 0;
  } catch (error) {
    if (error instanceof OptionError) throw session.loaded.explain(error);
    throw error;
  } finally {
    session.close();
  }
}

if (import.meta.main) await main(command);

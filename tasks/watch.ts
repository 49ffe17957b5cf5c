import { wholeNumber } from "./ablate/options.ts";
import { collectRun } from "./report/collect_run.ts";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { watchRun } from "./watch/watch_server.ts";

/** The task. */
export const command: Command = {
  name: "watch",
  summary:
    "Shows the report of a run in a browser on this machine and keeps it up to date while the run trains.\n" +
    "The run's folder is read and never written. Ctrl-C ends it.",
  usage: "RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    port: { kind: "string", value: "N", help: "Port on 127.0.0.1; 8600 unless given, 0 takes a free one" },
    every: { kind: "string", value: "SECONDS", help: "How often the files are looked at; 2 unless given" },
    base: {
      kind: "string",
      value: "FILE",
      help: "What the config is compared with; configs/NAME.yaml unless given",
    },
  },
  examples: ["runs/quickstart-1a2b3c4d", "runs/quickstart-1a2b3c4d --port 0"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [folder] = args.positional, base = args.get("base"), port = wholeNumber(args, "port", 0) ?? 8600;
  if (port > 65535) throw new UsageError(`--port is ${port}, allowed: 0 to 65535`);
  await collectRun(folder, { page: ".", count: 1, base, plain: true });
  const interrupt = onInterrupt(() => {});
  try {
    await watchRun({
      run: folder.replace(/\/+$/, ""),
      port,
      every: 1000 * (wholeNumber(args, "every", 1) ?? 2),
      base,
      onListen: (url) => print(`Watching ${folder} at ${url}`),
      signal: interrupt.signal,
    });
    return 0;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) await main(command);

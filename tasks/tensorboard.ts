import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { basename, dirname, exists } from "./shared/paths.ts";
import { writeRunEvents } from "./tensorboard/write_run_events.ts";

/** The task. */
export const command: Command = {
  name: "tensorboard",
  summary:
    "Writes event files of runs, for TensorBoard: losses, metrics, learning rate, speed and memory out of the log, the worst\n" +
    "and best images of each evaluation, histograms of the weights. Runs that train with train.tensorboard=true write their\n" +
    "own as they go, with pictures and histograms of every validation; of those, the evaluations are added.",
  usage: "RUN-FOLDER... | FOLDER-OF-RUNS",
  positional: [1, 100],
  flags: {},
  examples: ["runs/quickstart-1a2b3c4d", "runs"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const given = args.positional.map((folder) => folder.replace(/\/+$/, ""));
  const runs = (await Promise.all(given.map(runsIn))).flat();
  for (const folder of runs) {
    const count = await writeRunEvents(folder);
    print(count > 0 ? `${folder}: ${count} moments` : `${folder}: nothing is logged yet`);
  }
  const above = new Set(runs.map(dirname));
  const logs = above.size === 1
    ? `--logdir ${[...above][0]}`
    : `--logdir_spec ${runs.map((folder) => `${basename(folder)}:${folder}`).join(",")}`;
  print(`Look: tensorboard ${logs}   # from PyPI: pip install tensorboard`);
  return 0;
}

/** The folder itself where it is a run, or else the runs in it. */
async function runsIn(folder: string): Promise<string[]> {
  const isFolder = await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false);
  if (!isFolder) throw new UsageError(`There is no folder "${folder}"`);
  if (await exists(`${folder}/config.yaml`)) return [folder];
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && await exists(`${folder}/${name}/config.yaml`)) found.push(`${folder}/${name}`);
  }
  if (found.length > 0) return found.sort();
  throw new UsageError(`"${folder}" is not a run folder, and no folder in it is: there is no config.yaml`);
}

if (import.meta.main) await main(command);

import { projectFiles, writeProject } from "./create/project.ts";
import { type Arguments, type Command, main, print } from "./shared/command.ts";

/** The task. */
export const command: Command = {
  name: "create",
  summary:
    "Begins a project in a folder: a deno.json with every task, a config to start from, its schema for editors.\n" +
    "Without this repository: deno run -A jsr:@dragsaw/dragsaw/create DIR",
  usage: "[DIR] [options]",
  positional: [0, 1],
  flags: {
    config: {
      kind: "list",
      value: "NAME",
      help: "Config to start from, as isic2018-small; may be repeated; quickstart unless given",
    },
  },
  examples: ["../lesions", "../lesions --config isic2018-small"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [folder = "."] = args.positional;
  const names = args.list("config").length > 0 ? args.list("config") : ["quickstart"];
  const files = await writeProject(folder, projectFiles(names));
  for (const file of files) print(`Wrote ${folder}/${file}`);
  print("Next:");
  if (folder !== ".") print(`  cd ${folder}`);
  print(`  deno task train configs/${names[0]}.yaml`);
  return 0;
}

if (import.meta.main) await main(command);

import { inTree, report } from "./new/in_tree.ts";
import { checkName, existing, kindOf, KNOWN } from "./new/names.ts";
import { outside, reportPackage } from "./new/package.ts";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";

/** The task. */
export const command: Command = {
  name: "new",
  summary:
    "Writes a new component that works, with its options, its test and its docs, for you to change: in this checkout,\n" +
    "where those of its kind are, or with --package as a package of your own in a folder outside.\n" +
    `Kinds: ${KNOWN.join(", ")}.`,
  usage: "KIND NAME [options]",
  positional: [2, 2],
  flags: {
    package: {
      kind: "string",
      value: "NAME",
      help: "Make a JSR package of that name, as @you/dragsaw-focal, with README, licence and CI",
    },
    out: {
      kind: "string",
      value: "DIR",
      help: "Folder of the package; the last part of its name unless given",
    },
    author: { kind: "string", value: "NAME", help: "Who holds the rights in the package's licence" },
  },
  examples: [
    "loss focal",
    "backbone my-net",
    'loss focal --package @you/dragsaw-focal --author "Your Name"',
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [asked, name] = args.positional;
  const kind = kindOf(asked);
  checkName(kind, name);
  const where = existing(kind, name);
  if (where) {
    throw new UsageError(`There is a ${kind} "${name}" already: ${where} brings it; take another name`);
  }
  const packageName = args.get("package"), folder = args.get("out"), author = args.get("author");
  if (packageName !== undefined) {
    const request = { kind, name, packageName, folder, author };
    print(reportPackage(request, await outside(request)));
    return 0;
  }
  const alone = ["out", "author"].find((flag) => args.get(flag) !== undefined);
  if (alone) throw new UsageError(`--${alone} is for a package: give --package too`);
  print(report(kind, name, await inTree(kind, name)));
  return 0;
}

if (import.meta.main) await main(command);

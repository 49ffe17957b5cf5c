import { checkAll } from "./docs/check_all.ts";
import { REFERENCE, referencePages } from "./docs/reference.ts";
import { type Command, main, print } from "../tasks/shared/command.ts";

/** The task. */
export const docs: Command = {
  name: "docs",
  summary:
    "Writes the reference (docs/reference) from the schemas of configs and commands. With --check, writes\n" +
    "nothing and names what is wrong in the documentation: links, commands, configs, descriptions. Exit status: 1 then.",
  usage: "[options]",
  positional: [0, 0],
  flags: {
    check: { kind: "boolean", help: "Check all documentation, the reference included; write nothing" },
  },
  examples: ["", "--check"],
  async run(args) {
    if (args.has("check")) {
      const faults = await checkAll();
      print(faults.length > 0 ? faults.join("\n") : "The documentation holds");
      return faults.length > 0 ? 1 : 0;
    }
    const pages = await referencePages();
    await Deno.mkdir(REFERENCE, { recursive: true });
    for (const [file, text] of pages) await Deno.writeTextFile(file, text);
    print(`Wrote ${pages.size} pages to ${REFERENCE}`);
    return 0;
  },
};

if (import.meta.main) await main(docs);

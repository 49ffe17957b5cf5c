import type { Command, Flag } from "../../tasks/shared/command.ts";
import { escape } from "./option_lines.ts";
import type { Task } from "./task_list.ts";

const STATUSES =
  `Exit statuses: 0 done; 1 failed, or some images could not be read; 2 the command or the config cannot be
used; 75 another process trains this run; 130 interrupted, and saved. Every task has \`--help\`.`;

/** The reference of the command line: every task with its options. */
export function commandsPage(tasks: readonly Task[]): string {
  const sections = tasks.flatMap(({ name, description, command }) => [
    `## ${name}`,
    "",
    ...command ? commandLines(command) : [`${escape(description)}.`, ""],
  ]);
  return ["# Commands", "", STATUSES, "", ...sections].join("\n");
}

function commandLines({ name, summary, usage, flags, examples }: Command): readonly string[] {
  return [
    escape(summary.replaceAll("\n", " ")),
    "",
    "```",
    `deno task ${name} ${usage}`,
    "```",
    "",
    ...Object.entries(flags).map(flagLine),
    "",
    "For instance:",
    "",
    "<!-- not run: examples of the command's own help -->",
    "",
    "```sh",
    ...examples.map((example) => `deno task ${name} ${example}`.trimEnd()),
    "```",
    "",
  ];
}

function flagLine([flag, { kind, value = "VALUE", help }]: [string, Flag]): string {
  const wanted = kind === "boolean" ? "" : ` ${value}`;
  return `- **\`--${flag}${wanted}\`**${kind === "list" ? " (may be repeated)" : ""}: ${
    escape(help.replace(/; may be repeated$/, "").replace(/\.$/, ""))
  }.`;
}

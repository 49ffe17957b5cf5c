import type { Command } from "../../tasks/shared/command.ts";

const ROOT = new URL("../../", import.meta.url);

/** The tool that takes options as the tasks do. */
const SELF = "tools/docs.ts";

/** A task of deno.json. */
export interface Task {
  /** `deno task NAME`. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** What stands behind it. */
  readonly run: string;
  /** What it takes; absent for tools, which read their arguments themselves. */
  readonly command?: Command;
  /** Why it cannot be said what it takes. */
  readonly fault?: string;
}

/** Every task with the options that it takes, in the order of deno.json. */
export async function listTasks(): Promise<readonly Task[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))) as {
    tasks: Record<string, { description: string; command: string }>;
  };
  return await Promise.all(
    Object.entries(tasks).map(async ([name, { description, command: run }]): Promise<Task> => {
      const file = /\S+\.ts/.exec(run)?.[0] ?? "";
      const tool = file.startsWith("tools/") || name.startsWith("test");
      return { name, description, run, ...await commandIn(file, tool) };
    }),
  );
}

/** @param tool Whether it may read its arguments itself: names of tests, checks, files. */
async function commandIn(file: string, tool: boolean): Promise<Pick<Task, "command" | "fault">> {
  if (tool && file !== SELF) return {};
  try {
    const command = Object.values(await import(new URL(file, ROOT).href)).find(isCommand);
    return command ? { command } : { fault: `${file}:1: exports no Command` };
  } catch (error) {
    return { fault: `${file}:1: ${error instanceof Error ? error.message : error}` };
  }
}

function isCommand(value: unknown): value is Command {
  return typeof value === "object" && value !== null && "flags" in value && "positional" in value;
}

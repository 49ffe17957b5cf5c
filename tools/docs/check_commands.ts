import { parse, UsageError } from "../../tasks/shared/command.ts";
import { withoutBlocks } from "./blocks.ts";
import { FOLLOWED, type Page } from "./pages.ts";
import { shellCommands, taskCall, wordsOf } from "./shell.ts";
import type { Task } from "./task_list.ts";

const SHELL = new Set(["sh", "bash", "shell", "console"]);
/** A task in code ticks. */
const INLINE = /`((?:npx --yes )?deno task [^`]+)`/g;

/** Commands shown that do not exist or do not take what they are given, and blocks that no test runs. One line each. */
export function wrongCommands(pages: readonly Page[], tasks: readonly Task[]): readonly string[] {
  return pages.flatMap((page) => [...inBlocks(page, tasks), ...inTicks(page, tasks)]);
}

function inBlocks({ file, blocks }: Page, tasks: readonly Task[]): readonly string[] {
  return blocks.filter(({ language }) => SHELL.has(language)).flatMap(({ code, line, notRun }) => {
    const unrun = file.startsWith("docs/") && !FOLLOWED.test(file) && notRun === undefined
      ? [`${file}:${line}: no test runs this block: write "<!-- not run: why -->" before it`]
      : [];
    return [
      ...unrun,
      ...shellCommands(code).flatMap((command) => {
        const call = taskCall(command.words), text = call && wrongCall(call, tasks, false);
        return text === undefined ? [] : [`${file}:${line + command.line}: ${text}`];
      }),
    ];
  });
}

/** In running text a command may stand without all of its arguments. */
function inTicks({ file, text }: Page, tasks: readonly Task[]): readonly string[] {
  return withoutBlocks(text).split("\n").flatMap((line, i) =>
    [...line.matchAll(INLINE)].flatMap(([, code]) => {
      const call = taskCall(wordsOf(code)), wrong = call && wrongCall(call, tasks, true);
      return wrong === undefined ? [] : [`${file}:${i + 1}: ${wrong}`];
    })
  );
}

/** What is wrong with a call of a task. @param loose Whether positional arguments and values may be missing. */
function wrongCall(
  { name, args }: { name: string; args: readonly string[] },
  tasks: readonly Task[],
  loose: boolean,
): string | undefined {
  const task = tasks.find((one) => one.name === name);
  if (!task) return `deno task ${name}: there is no such task`;
  if (!task.command) return undefined; // A tool: its arguments are names of tests, checks, files
  const given = args.filter((arg) => !arg.startsWith("$")), { command } = task;
  const positional = loose || given.length < args.length ? [0, Infinity] as const : command.positional;
  try {
    parse({ ...command, positional }, given);
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return loose && / wants a value: /.test(error.message)
      ? undefined
      : `deno task ${name}: ${error.message}`;
  }
}

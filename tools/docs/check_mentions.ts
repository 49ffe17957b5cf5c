import type { Task } from "./task_list.ts";

const MENTION = /(?<![\w-])deno task ([a-z][\w-]*(?::[\w-]+)*)/g;

/** Tasks named in code, configs and messages that do not exist. One line each. @param texts Text by file. */
export function unknownTasks(texts: ReadonlyMap<string, string>, tasks: readonly Task[]): readonly string[] {
  const names = new Set(tasks.map(({ name }) => name));
  return [...texts].flatMap(([file, text]) =>
    text.split("\n").flatMap((line, i) =>
      [...line.matchAll(MENTION)].filter(([, name]) => !names.has(name))
        .map(([, name]) => `${file}:${i + 1}: deno task ${name}: there is no such task`)
    )
  );
}

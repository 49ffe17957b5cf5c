/** A command of a shell block. */
export interface ShellCommand {
  /** Line in the block, from 0. */
  readonly line: number;
  /** Program and arguments, without redirections and settings of variables. */
  readonly words: readonly string[];
}

/** What ends a command. */
const ENDS = new Set(["&&", "||", "|", ";", "&"]);

/** The commands of a shell block, one after another; comments and texts of `<<EOF` left out. */
export function shellCommands(code: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [], lines = code.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const start = i;
    let whole = lines[i];
    while (whole.endsWith("\\") && i + 1 < lines.length) whole = whole.slice(0, -1) + lines[++i].trim();
    for (const words of split(wordsOf(whole))) commands.push({ line: start, words });
    const end = /<<-?\s*'?"?(\w+)/.exec(whole)?.[1];
    if (end !== undefined) { while (i + 1 < lines.length && lines[++i].trim() !== end); }
  }
  return commands;
}

/** The words of a line as a shell has them: quotes taken off, comments left out. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  const part =
    /\s+|(#.*$)|(&&|\|\||[|;&](?![&|])|\d?>>?(?:&\d)?|<<?-?)|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"|;&<>\\])+)/gy;
  for (const [, comment, operator, word] of line.matchAll(part)) {
    if (comment !== undefined) break;
    if (operator !== undefined) words.push(operator);
    if (word !== undefined) words.push(word.replaceAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, "$1$2$3"));
  }
  return words;
}

function split(words: readonly string[]): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (let i = 0; i < words.length; i++) {
    if (ENDS.has(words[i])) commands.push([]);
    else if (/^(\d?>>?(&\d)?|<<?-?)$/.test(words[i])) i += words[i].includes("&") ? 0 : 1;
    else commands.at(-1)!.push(words[i]);
  }
  return commands.map((words) => words.slice(words.findIndex((word) => !/^\w+=/.test(word))))
    .filter((words) => words.length > 0 && !/^\w+=/.test(words[0]));
}

/** The task and its arguments, when the words call one: `deno task NAME ...`, with or without `npx --yes`. */
export function taskCall(words: readonly string[]): { name: string; args: readonly string[] } | undefined {
  const from = words.indexOf("deno");
  if (from < 0 || words[from + 1] !== "task") return undefined;
  const rest = words.slice(from + 2), name = rest.findIndex((word) => !word.startsWith("-"));
  return name < 0 ? undefined : { name: rest[name], args: rest.slice(name + 1) };
}

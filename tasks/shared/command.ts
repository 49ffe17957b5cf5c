import { parseArgs } from "@std/cli/parse-args";
import {
  BackendError,
  CheckpointError,
  ConfigError,
  DataError,
  DivergedError,
  LoadError,
  OutOfMemoryError,
} from "@dragsaw/core";
import { DownloadError } from "@dragsaw/core/files";
import { say } from "./say.ts";

/** One command-line option. */
export interface Flag {
  /** `boolean`: present or not. `string`: takes a value. `list`: takes a value, may be repeated. */
  readonly kind: "boolean" | "string" | "list";
  /** Name of the value in the help. */
  readonly value?: string;
  /** One line for the help. */
  readonly help: string;
}

/** Checked arguments. */
export interface Arguments {
  /** Arguments without a dash. */
  readonly positional: readonly string[];
  /** Whether a flag was given. */
  has(flag: string): boolean;
  /** Value of a `string` flag. */
  get(flag: string): string | undefined;
  /** Values of a `list` flag. */
  list(flag: string): readonly string[];
}

/** A task: what it takes and what it does. */
export interface Command {
  /** `deno task NAME`. */
  readonly name: string;
  /** First lines of the help. */
  readonly summary: string;
  /** Arguments after the name, as in `CONFIG [options]`. */
  readonly usage: string;
  /** How many positional arguments, at least and at most. */
  readonly positional: readonly [number, number];
  /** Options by name. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** Lines to try. */
  readonly examples: readonly string[];
  /** Does it; the result is the exit status. */
  run(args: Arguments): Promise<number>;
}

/** Exit status when what the user gave cannot be used. */
const USAGE = 2;

/** Mistakes of use, of the data or of the machine: said without a stack. */
const PLAIN = [
  BackendError,
  CheckpointError,
  ConfigError,
  DataError,
  DivergedError,
  DownloadError,
  OutOfMemoryError,
  Deno.errors.NotCapable,
  Deno.errors.NotFound,
  Deno.errors.NotADirectory,
  Deno.errors.IsADirectory,
  Deno.errors.AlreadyExists,
  Deno.errors.PermissionDenied,
  RangeError,
  SyntaxError,
];

/** Runs a command with `Deno.args` and ends the process with its status. */
export async function main(command: Command): Promise<never> {
  Deno.exit(await execute(command, Deno.args));
}

/** Runs a command with `argv`; errors become a message on standard error and a status. */
export async function execute(command: Command, argv: readonly string[]): Promise<number> {
  try {
    const args = parse(command, argv);
    if (args === "help") {
      print(help(command));
      return 0;
    }
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    printError(isMistake(error) ? `error: ${error.message}` : `error: ${Deno.inspect(error)}`);
    if (error instanceof UsageError) printError(`Try: deno task ${command.name} --help`);
    return error instanceof UsageError || error instanceof ConfigError ? USAGE : 1;
  }
}

/** What the user can do something about; anything else is ours, and told with its stack. */
function isMistake(error: unknown): boolean {
  if (error instanceof LoadError) return isMistake(error.cause);
  return error instanceof UsageError || PLAIN.some((kind) => error instanceof kind);
}

/** The arguments themselves cannot be used. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes a line to standard output. */
export function print(line: string): void {
  say(`${line}\n`);
}

/** Writes a line to standard error. */
export function printError(line: string): void {
  say(`${line}\n`, Deno.stderr);
}

/**
 * Checks arguments against what a command takes.
 *
 * @throws {UsageError} for options it does not know, values that are missing, too few or too many arguments.
 */
export function parse(command: Command, argv: readonly string[]): Arguments | "help" {
  const of = (kind: Flag["kind"]) =>
    Object.keys(command.flags).filter((name) => command.flags[name].kind === kind);
  const unknown: string[] = [];
  const parsed = parseArgs([...argv], {
    boolean: [...of("boolean"), "help"],
    string: [...of("string"), ...of("list"), "_"],
    collect: of("list"),
    alias: { h: "help" },
    unknown: (arg, key) => {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  }) as { _: (string | number)[]; [key: string]: unknown };
  if (parsed.help) return "help";
  if (unknown.length > 0) {
    throw new UsageError(
      `Unknown option ${unknown.join(", ")}; known: ${
        Object.keys(command.flags).map((f) => `--${f}`).join(" ")
      }`,
    );
  }
  refuseValues(command, argv, parsed);
  const positional = parsed._.map(String);
  const [least, most] = command.positional;
  if (positional.length < least || positional.length > most) {
    throw new UsageError(`Found ${positional.length} arguments, wanted ${command.usage}`);
  }
  return {
    positional,
    has: (flag) => parsed[flag] === true,
    get: (flag) => parsed[flag] as string | undefined,
    list: (flag) => parsed[flag] as string[] ?? [],
  };
}

/** @throws {UsageError} for a value where none belongs, or none where one does. */
function refuseValues(
  { flags }: Command,
  argv: readonly string[],
  parsed: Readonly<Record<string, unknown>>,
): void {
  for (const [name, { kind, value = "VALUE" }] of Object.entries(flags)) {
    if (kind === "boolean" && argv.some((arg) => arg.startsWith(`--${name}=`))) {
      throw new UsageError(`--${name} takes no value`);
    }
    if (kind !== "boolean" && [parsed[name]].flat().includes("")) {
      throw new UsageError(`--${name} wants a value: --${name} ${value}`);
    }
  }
}

function help({ name, summary, usage, flags, examples }: Command): string {
  const rows = Object.entries({ ...flags, help: { kind: "boolean", help: "This text" } as Flag })
    .map((
      [flag, { kind, value = "VALUE", help }],
    ) => [`--${flag}${kind === "boolean" ? "" : ` ${value}`}`, help]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `deno task ${name} ${usage}`,
    "",
    summary,
    "",
    "Options:",
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    "",
    "Examples:",
    ...examples.map((line) => `  deno task ${name} ${line}`),
  ].join("\n");
}

/**
 * Stand-in for `jsr:@std/cli/parse-args`: the options we use, with their meaning there.
 *
 * @module
 */

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  B extends string = string,
  S extends string = string,
  C extends string = string,
  N extends string = string,
  D extends Record<string, unknown> = Record<string, unknown>,
> {
  /** Keeps what follows `--` apart, under `"--"`. */
  "--"?: boolean;
  /** Other names for an argument. */
  alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Arguments without a value; false by default. */
  boolean?: B | readonly B[];
  /** Arguments given several times, as a list; empty by default. */
  collect?: C | readonly C[];
  /** Values of arguments that are not given. */
  default?: D;
  /** Arguments that `--no-NAME` makes false. */
  negatable?: N | readonly N[];
  /** Everything after the first positional argument is positional. */
  stopEarly?: boolean;
  /** Arguments never turned into numbers; `_` means the positional ones. */
  string?: S | readonly S[];
  /** Called for what is not declared; leaves it out when it gives back false. Positional arguments come without a key. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Flags<B extends string, S extends string, C extends string, N extends string> =
  & { [K in Exclude<B, C>]: boolean }
  & { [K in Extract<B, C>]: boolean[] }
  & { [K in Exclude<S, C | "_">]?: string | (K extends N ? false : never) }
  & { [K in Extract<S, C>]: string[] };

type WithDefaults<F, D> =
  & Omit<F, keyof D>
  & {
    [K in keyof D]:
      | D[K]
      | (K extends keyof F ? NonNullable<F[K]> : never);
  };

/** What {@linkcode parseArgs} gives back: values by name, positional arguments under `_`. */
export type Args<F = Record<string, unknown>> = F & Record<string, unknown> & {
  _: (string | number)[];
  "--"?: string[];
};

const listOf = <T extends string>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const NUMBER = /^(?:0x[0-9a-f]+|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i;

/**
 * Values of command line arguments: `--name value`, `--name=value`, `--flag`, `--no-flag`, `-abc`, `-n value`.
 *
 * @param args As in `Deno.args`.
 * @param options What is declared.
 */
export function parseArgs<
  B extends string = never,
  S extends string = never,
  C extends string = never,
  N extends string = never,
  D extends Record<string, unknown> = Record<never, never>,
>(args: string[], options: ParseOptions<B, S, C, N, D> = {}): Args<WithDefaults<Flags<B, S, C, N>, D>> {
  const names = aliases(options.alias ?? {});
  const spread = (list: readonly string[]) => new Set(list.flatMap((name) => names.get(name) ?? [name]));
  const booleans = spread(listOf(options.boolean));
  const strings = spread(listOf(options.string));
  const collected = spread(listOf(options.collect));
  const negatable = spread(listOf(options.negatable));
  const known = new Set([...booleans, ...strings, ...names.keys()]);

  const result: Record<string, unknown> = {};
  const positional: (string | number)[] = [];
  const convert = (text: string, asString: boolean) => !asString && NUMBER.test(text) ? Number(text) : text;

  const set = (key: string, raw: string | boolean, arg: string, collect = true) => {
    if (!known.has(key) && options.unknown?.(arg, key, raw) === false) return;
    const value = typeof raw === "string" ? convert(raw, strings.has(key)) : raw;
    for (const name of names.get(key) ?? [key]) {
      const list = result[name];
      if (!collect || !collected.has(key)) result[name] = value;
      else if (Array.isArray(list)) list.push(value);
      else result[name] = [value];
    }
  };

  /** Sets a flag that came without `=`; true when it used up the next argument. */
  const takeNext = (
    key: string,
    next: string | undefined,
    arg: string,
    isValue: (text: string) => boolean,
  ): boolean => {
    const boolean = booleans.has(key);
    if (next && !boolean && isValue(next)) set(key, next, arg);
    else if (next === "true" || next === "false") set(key, next === "true", arg);
    else {
      set(key, strings.has(key) ? "" : true, arg);
      return false;
    }
    return true;
  };

  const end = args.indexOf("--");
  const parsed = end < 0 ? args : args.slice(0, end);
  const rest = end < 0 ? [] : args.slice(end + 1);
  for (let i = 0; i < parsed.length; i++) {
    const arg = parsed[i], next = parsed[i + 1];
    if (arg.startsWith("--")) {
      const [, key, value] = /^--(.+?)(?:=(.+))?$/s.exec(arg) ?? [];
      const negated = key.startsWith("no-") && negatable.has(key.slice(3));
      if (value !== undefined) set(key, booleans.has(key) ? value !== "false" : value, arg);
      else if (negated) set(key.slice(3), false, arg, false);
      else if (takeNext(key, next, arg, (text) => !text.startsWith("-"))) i++;
    } else if (/^-./.test(arg)) {
      const [, letters, value] =
        /^-([A-Za-z]*?[^=])(?:=?(-?[\d.]+(?:e-?\d+)?)|=(.+))?$/s.exec(arg)?.filter((x) => x !== undefined) ??
          [arg, arg.slice(1)];
      for (const letter of letters.slice(0, -1)) set(letter, strings.has(letter) ? "" : true, arg);
      const last = letters.at(-1) as string;
      if (value !== undefined) set(last, value, arg);
      else if (takeNext(last, next, arg, (text) => !/^(-|--)[^-]/.test(text))) i++;
    } else {
      if (options.unknown?.(arg) !== false) positional.push(convert(arg, strings.has("_")));
      if (!options.stopEarly) continue;
      positional.push(...parsed.slice(i + 1));
      break;
    }
  }

  for (const [key, value] of Object.entries(options.default ?? {})) {
    if (!(key in result)) { for (const name of names.get(key) ?? [key]) result[name] = value; }
  }
  for (const key of booleans) result[key] ??= collected.has(key) ? [] : false;
  for (const key of strings) if (collected.has(key)) result[key] ??= [];
  const tail = options["--"] ? { "--": rest } : {};
  if (!options["--"]) positional.push(...rest);
  return { ...result, ...tail, _: positional } as Args<WithDefaults<Flags<B, S, C, N>, D>>;
}

/** Each name with all names of the same argument. */
function aliases(
  alias: Readonly<Record<string, string | readonly string[]>>,
): Map<string, readonly string[]> {
  const groups = Object.entries(alias).map(([name, others]) => [name, ...listOf(others)]);
  return new Map(groups.flatMap((group) => group.map((name) => [name, group] as const)));
}

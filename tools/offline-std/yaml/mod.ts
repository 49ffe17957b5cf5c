/**
 * Stand-in for `jsr:@std/yaml` where JSR cannot be reached: the functions we use, with its names and signatures, on
 * `npm:yaml`. Delete `links` in the root deno.json to run on the real one. Needs `--allow-env=LOG_TOKENS,LOG_STREAM`.
 *
 * @module
 */
import * as yaml from "yaml";

/** What {@linkcode parse} accepts. */
export interface ParseOptions {
  /** Takes the last of duplicate keys instead of throwing. */
  allowDuplicateKeys?: boolean;
}

/** How {@linkcode stringify} writes. */
export interface StringifyOptions {
  /** Spaces a level; 2 by default. */
  indent?: number;
  /** Width at which text is folded; 80 by default, -1 for never. */
  lineWidth?: number;
  /** Leaves out what YAML cannot hold (functions) instead of throwing. */
  skipInvalid?: boolean;
  /** Sorts the keys of maps. */
  sortKeys?: boolean;
  /** Anchors for objects that stand in several places; true by default. */
  useAnchors?: boolean;
}

/** The value of a YAML document. @throws {SyntaxError} when it does not parse. */
export function parse(content: string, options: ParseOptions = {}): unknown {
  try {
    return yaml.parse(content, { uniqueKeys: !options.allowDuplicateKeys, logLevel: "error" }) ?? null;
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** A YAML document of `data`, ending in a line feed. @throws {TypeError} when it holds what YAML cannot. */
export function stringify(data: unknown, options: StringifyOptions = {}): string {
  const { indent = 2, lineWidth = 80, sortKeys = false, skipInvalid = false, useAnchors = true } = options;
  if (!skipInvalid) refuseInvalid(data);
  return yaml.stringify(data, {
    indent,
    lineWidth: lineWidth < 0 ? 0 : lineWidth,
    sortMapEntries: sortKeys,
    aliasDuplicateObjects: useAnchors,
  });
}

function refuseInvalid(value: unknown): void {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`Cannot stringify ${typeof value}`);
  }
  if (typeof value === "object" && value !== null) Object.values(value).forEach(refuseInvalid);
}

import { describe, isObject } from "../contract/describe.ts";
import { placeIn } from "../contract/place_in.ts";
import { checkPlugin } from "./check_plugin.ts";
import type { Plugin } from "./define.ts";

/** Imports the module of a plugin: `(specifier) => import(specifier)`, where the caller's import map counts. */
export interface ImportModule {
  /** Its exports. */
  (specifier: string): Promise<unknown>;
}

/**
 * Imports a plugin and checks that it is one.
 *
 * @param specifier As the user wrote it; errors later name the plugin by it.
 * @param load Imports the module that is meant.
 * @throws {TypeError} saying what is wrong: not found, does not parse, throws, is no plugin, is of another version.
 */
export async function importPlugin(specifier: string, load: ImportModule): Promise<Plugin> {
  let module: unknown;
  try {
    module = await load(specifier);
  } catch (error) {
    throw new TypeError(reasonOf(error), { cause: error });
  }
  if (!isObject(module) || !("default" in module)) {
    const names = isObject(module) ? Object.keys(module).join(", ") : "";
    throw new TypeError(
      `found no default export${
        names && ` (it exports ${names})`
      }, expected the plugin: export default plugin`,
    );
  }
  return { ...checkPlugin(module.default), origin: { specifier } };
}

// deno-lint-ignore no-control-regex -- colours in Deno's own messages
const COLOURS = /\u001b\[\d+m/g;
const PLACE = /\bat ((?:file|https?):\S+:\d+:\d+)/;

/** Why a module could not be imported, in one line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${describe(error)} when it was imported`;
  const message = error.message.replaceAll(COLOURS, ""), [first] = message.split("\n");
  const from = PLACE.exec(message)?.[1]?.replace("file://", "");
  const loading = "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  if (message.startsWith("SyntaxError: ") || (error instanceof SyntaxError && from)) {
    const what = first.replace(/^SyntaxError: /, "").replace(PLACE, "").trim();
    return `does not parse: ${what}${from ? ` (${from})` : ""}`;
  }
  if (!loading) return `threw ${error.name} when it was imported: ${first}${placeIn(error)}`;
  const missing = /^Module not found "(.*)"/.exec(message)?.[1];
  if (missing !== undefined && from === undefined) {
    return `found no file ${missing.replace("file://", "")}; relative paths start at the working directory`;
  }
  return `${first.replace(/\.$/, "")}${from ? ` (${from})` : ""}`;
}

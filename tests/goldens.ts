/**
 * Reads tests/goldens: numbers computed in float64 by an independent program; what each file holds stands in its
 * `description`.
 *
 * @module
 */

/**
 * The file `tests/goldens/NAME.json`, as the shape that the caller says it has.
 *
 * @example
 * ```ts
 * import { readGolden } from "./goldens.ts";
 *
 * const { description } = readGolden<{ description: string }>("resize");
 * ```
 */
export function readGolden<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`./goldens/${name}.json`, import.meta.url))) as T;
}

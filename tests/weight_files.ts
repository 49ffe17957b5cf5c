/**
 * Runs tests on weight files that are no part of the project: a folder `shared/weights` beside it.
 *
 * @module
 */

const FOLDER = new URL("../../shared/weights/", import.meta.url).pathname;

/** Path of a file there. */
export function weightFile(name: string): string {
  return `${FOLDER}${name}`;
}

/** The text of a JSON file there, as the shape that the caller says it has. */
export function readWeightGolden<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(weightFile(name))) as T;
}

/** Why tests on files there cannot run; `undefined` when they can. */
export const withoutWeightFiles: string | undefined = (() => {
  try {
    Deno.statSync(weightFile("README.md"));
    return undefined;
  } catch {
    return `no weight files in ${FOLDER}`;
  }
})();

/** Registers a test on files there, or skips it and says why. */
export function onWeightFiles(name: string, fn: () => void | Promise<void>): void {
  if (withoutWeightFiles === undefined) Deno.test(name, fn);
  else Deno.test({ name: `${name} [${withoutWeightFiles}]`, ignore: true, fn });
}

/**
 * What tfjs-node leaves out of its own run of tfjs-core's tests: parts of their names, from its package.
 *
 * @throws {SyntaxError} when its file has no such list.
 */
export async function ignoredByTfjsNode(): Promise<string[]> {
  const file = import.meta.resolve("@tensorflow/tfjs-node-gpu/dist/run_tests.js");
  const list = /IGNORE_LIST = \[(.*?)\n\];/s.exec(await Deno.readTextFile(new URL(file)))?.[1];
  if (list === undefined) throw new SyntaxError(`Reading ${file}: found no list IGNORE_LIST`);
  return [...list.matchAll(/^ *'(.*)',?$/gm)].map(([, part]) => part);
}

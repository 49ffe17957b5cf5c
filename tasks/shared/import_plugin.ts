import { importPlugin as importChecked, type Plugin, type Registry } from "@dragsaw/core/registry";
import { isAbsolute, resolve, toFileUrl } from "./paths.ts";

/**
 * Imports a plugin that a config lists: a package by its specifier, a file by its path from the working directory.
 *
 * @throws {TypeError} saying why it cannot be used.
 */
export function importPlugin(specifier: string): Promise<Plugin> {
  const isFile = specifier.startsWith(".") || isAbsolute(specifier);
  return importChecked(specifier, (name) => import(isFile ? toFileUrl(resolve(name)) : name));
}

/** Kinds of component that data workers build. */
const READING = ["dataset", "transform", "planner"];

/** The imported plugins, as the config lists them, that data workers need: others may load the tensor library, which is large. */
export function workerPlugins({ plugins }: Pick<Registry, "plugins">): string[] {
  return plugins.flatMap(({ origin, components }) =>
    origin && components.some(({ kind }) => READING.includes(kind)) ? [origin.specifier] : []
  );
}

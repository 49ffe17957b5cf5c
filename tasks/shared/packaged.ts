import { type ConfigFiles, diskFiles } from "@dragsaw/core/config";
import packaged from "../packaged.json" with { type: "json" };
import { exists } from "./paths.ts";

/** Begins the path of what comes with the package, which may lie on a server: a folder of no disk. */
const FOLDER = "dragsaw:/";

const texts = new Map(Object.entries(packaged.configs).map(([file, text]) => [FOLDER + file, text]));

/** The disk, with the configs and ablations that come with the package under their names. */
export const configFiles: ConfigFiles & { readonly named: ReadonlyMap<string, string> } = {
  read: (path) => isPackaged(path) ? Promise.resolve(texts.get(slashes(path))) : diskFiles.read(path),
  list: (folder) => isPackaged(`${folder}/`) ? Promise.resolve(filesIn(folder)) : diskFiles.list(folder),
  named: new Map([...texts.keys()].map((path) => [path.slice(FOLDER.length, -".yaml".length), path])),
};

/**
 * The file that a config is named by: a path that is there, or without an ending a file in the project's `configs`, or else
 * one that comes with the package. What is nothing of all this is left as it is.
 */
export async function configFile(name: string): Promise<string> {
  if (await exists(name)) return name;
  const own = `configs/${name}.yaml`;
  return await exists(own) ? own : configFiles.named.get(name) ?? name;
}

/** The permissions that a task is given, as options of `deno run`. */
export function permissionsOf(task: keyof typeof packaged.tasks): readonly string[] {
  return packaged.tasks[task].permissions;
}

function filesIn(folder: string): string[] {
  const start = slashes(`${folder}/`);
  return [...texts.keys()].flatMap((path) =>
    path.startsWith(start) && !path.includes("/", start.length) ? [path.slice(start.length)] : []
  );
}

function isPackaged(path: string): boolean {
  return slashes(path).startsWith(FOLDER);
}

/** `join()` of Windows turns them round. */
function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

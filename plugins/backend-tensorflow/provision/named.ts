import { join, resolve } from "node:path";
import { look } from "@dragsaw/core/files";
import { libraryNames } from "./platform.ts";
import type { Source } from "./settings.ts";

/** Environment variable that names the library; where it is set nothing else is tried. */
export const VARIABLE = "DRAGSAW_LIBTENSORFLOW";

/** The file or folder that the user names. */
export const named: Source = {
  name: VARIABLE,
  async *offers({ environment, target }) {
    const value = environment(VARIABLE);
    if (!value) {
      yield { found: null, refused: "not set" };
      return;
    }
    const names = libraryNames(target);
    const wanted = `give a file or a folder with ${names.join(" or ")}, or unset it`;
    const path = resolve(value);
    const info = await look(path);
    if (info === null) {
      yield { found: null, refused: `${path} does not exist; ${wanted}` };
    } else if (info.isDirectory) {
      const file = await firstIn(path, names);
      yield file ? { file } : { found: null, refused: `${path} holds no library; ${wanted}` };
    } else {
      yield { file: path };
    }
  },
};

/** The first of `names` that is in `folder`, as a path, or null. */
export async function firstIn(folder: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const file = join(folder, name);
    if (await look(file)) return file;
  }
  return null;
}

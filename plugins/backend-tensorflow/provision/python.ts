import { firstIn } from "./named.ts";
import { libraryNames } from "./platform.ts";
import { runBriefly } from "./run.ts";
import type { Source } from "./settings.ts";

// find_spec() looks without importing: importing TensorFlow takes seconds.
const WHERE = `
import importlib.util
spec = importlib.util.find_spec("tensorflow")
print(*(spec.submodule_search_locations if spec else []), sep="\\n")`;

/** A TensorFlow that is installed for the Python on the PATH. */
export const python: Source = {
  name: "installed Python package",
  async *offers({ python, target, limits }) {
    const { success, out, error } = await runBriefly(python, ["-c", WHERE], limits.connect);
    if (!success) {
      yield { found: null, refused: error };
      return;
    }
    const names = libraryNames(target);
    const folders = out.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    if (folders.length === 0) yield { found: null, refused: `${python} has no tensorflow package` };
    for (const folder of folders) {
      const file = await firstIn(folder, names);
      yield file ? { file } : { found: folder, refused: `holds no ${names.join(" or ")}` };
    }
  },
};

import { firstIn } from "./named.ts";
import { libraryNames } from "./platform.ts";
import type { Source } from "./settings.ts";

/** What is installed where the system's loader looks. */
export const system: Source = {
  name: "loader path",
  async *offers({ folders, target }) {
    const names = libraryNames(target);
    const places = await folders();
    const seen = new Set<string>();
    for (const folder of places) {
      const file = await firstIn(folder, names);
      if (file === null) continue;
      // /lib is /usr/lib on most systems.
      const real = await Deno.realPath(file);
      if (seen.has(real)) continue;
      seen.add(real);
      yield { file };
    }
    if (seen.size === 0) {
      yield { found: null, refused: `no ${names.join(" or ")} in ${places.length} folders of the loader` };
    }
  },
};

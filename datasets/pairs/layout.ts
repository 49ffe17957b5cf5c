import { DataError } from "@dragsaw/core/data";
import { isFolder } from "./listing.ts";

/** A way in which a dataset's files may lie under its root. */
export interface Layout {
  /** For messages: whose it is. */
  readonly name: string;
  /** Folders that must be there, relative to the root. */
  readonly folders: readonly string[];
}

/**
 * The first layout that is there whole.
 *
 * @throws {DataError} naming, for each layout, the folders that were looked for and not found.
 */
export async function findLayout<L extends Layout>(root: string, layouts: readonly L[]): Promise<L> {
  if (!await isFolder(root)) {
    throw new DataError([{
      kind: "no-layout",
      file: root,
      reason: 'Expected the folder of the dataset ("root"), found none',
    }]);
  }
  const missing: string[][] = [];
  for (const { folders } of layouts) {
    const found = await Promise.all(folders.map((folder) => isFolder(`${root}/${folder}`)));
    missing.push(folders.filter((_, i) => !found[i]));
  }
  const whole = missing.findIndex((folders) => folders.length === 0);
  if (whole >= 0) return layouts[whole];
  const tried = layouts.map(({ name, folders }, i) =>
    `the ${name} layout lacks ${missing[i].length === folders.length && folders.length > 1 ? "all of " : ""}${
      missing[i].join(", ")
    }`
  );
  throw new DataError([{
    kind: "no-layout",
    file: root,
    reason: `Expected one of ${layouts.length} layouts, found none: ${tried.join("; ")}`,
  }]);
}

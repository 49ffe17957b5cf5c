import type { Defect } from "@dragsaw/core/data";
import { byCode, isFolder, namesIn } from "../pairs/listing.ts";
import type { ListedCase } from "./dataset_json.ts";
import type { VolumeListing, VolumePair } from "./listing.ts";

/**
 * The cases that dataset.json lists, with the files that are not there, and those that it does not know.
 *
 * @param allow `extra-files`: unlisted files beside listed ones are left alone. `partial`: listed cases of which nothing is there
 * are left out.
 */
export async function listedCases(
  root: string,
  cases: readonly ListedCase[],
  allow: ReadonlySet<string>,
): Promise<VolumeListing> {
  const pairs: VolumePair[] = [], defects: Defect[] = [], unpaired: string[] = [], listed = new Set<string>();
  const folders = new Map<string, ReadonlySet<string>>();
  for (const { id, images, label } of cases) {
    const paths = [...images, label], files = paths.flatMap((path) => within(root, path) ?? []);
    if (files.length < paths.length) {
      const outside = paths.find((path) => within(root, path) === undefined);
      const reason = `Expected paths within the dataset's folder, found "${outside}"`;
      defects.push({ kind: "dataset-json", file: `${root}/dataset.json`, reason });
      continue;
    }
    files.forEach((file) => listed.add(file));
    for (const file of files) await listFolderOf(file, folders);
    const missing = files.filter((file) => !folders.get(folderOf(file))!.has(file));
    if (missing.length > 0) unpaired.push(id);
    if (missing.length === files.length && allow.has("partial")) continue;
    const mask = files[files.length - 1];
    for (const file of missing) {
      const kind = file === mask ? "missing-mask" : "missing-image";
      defects.push({ kind, file, reason: "Expected this file, which dataset.json lists, found none" });
    }
    if (missing.length === 0) pairs.push({ id, image: files[0], files: files.slice(0, -1), mask });
  }
  if (!allow.has("extra-files")) defects.push(...unlisted(folders, listed));
  return { pairs: pairs.sort((a, b) => byCode(a.id, b.id)), defects, unpaired };
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}

/** Has the paths of all files beside `file`, each folder read once. */
async function listFolderOf(file: string, folders: Map<string, ReadonlySet<string>>): Promise<void> {
  const folder = folderOf(file);
  if (folders.has(folder)) return;
  const names = await isFolder(folder) ? await namesIn(folder) : [];
  folders.set(folder, new Set(names.map((name) => `${folder}/${name}`)));
}

function unlisted(folders: ReadonlyMap<string, ReadonlySet<string>>, listed: ReadonlySet<string>): Defect[] {
  const reason =
    'Expected files that dataset.json lists, found another; "allow: [extra-files]" leaves it alone';
  const files = [...folders.values()].flatMap((all) => [...all]).filter((file) => !listed.has(file));
  return files.map((file) => ({ kind: "extra-file", file, reason }));
}

/** A path of dataset.json from the working directory; undefined where it leads out of `root`. */
function within(root: string, path: string): string | undefined {
  const steps = path.split("/").filter((step) => step !== "." && step !== "");
  return path.startsWith("/") || steps.includes("..") || steps.length === 0
    ? undefined
    : [root, ...steps].join("/");
}

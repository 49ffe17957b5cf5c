import { isAbsolute, relative, resolve } from "node:path";
import type { Case, Dataset, Defect } from "../data/dataset.ts";

/** Folders deeper than this, and more entries than this, are not looked at: the root is a whole disk then. */
const DEEPEST = 8, MOST = 200_000;

/** Symbolic links under a dataset's folder that lead nowhere, in circles or out of it, and cases named outside it. */
export async function checkLinks({ root }: Dataset, cases: readonly Case[]): Promise<Defect[]> {
  if (root === undefined) return [];
  const home = await Deno.realPath(root);
  const defects: Defect[] = [];
  const budget = { left: MOST };
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) return;
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
      if (budget.left-- <= 0) return;
      const path = `${folder}/${name}`;
      if (isSymlink) {
        const defect = await checkLink(path, home);
        if (defect) defects.push(defect);
      } else if (isDirectory && !name.startsWith(".")) await walk(path, depth + 1);
    }
  };
  await walk(root, 0);
  return [...defects, ...namedOutside(root, cases)];
}

async function checkLink(path: string, home: string): Promise<Defect | undefined> {
  try {
    const target = await Deno.realPath(path);
    const folder = await Deno.realPath(path.slice(0, path.lastIndexOf("/")));
    if (isWithin(target, folder)) {
      const reason = `Expected links that end, found one to the folder that it lies in, ${target}`;
      return { kind: "symlink-loop", file: path, reason };
    }
    if (!isWithin(home, target)) {
      const reason = `Expected all files in the dataset's folder, found a link to ${target}`;
      return { kind: "outside-root", file: path, reason };
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { kind: "broken-link", file: path, reason: "The symbolic link leads nowhere" };
    }
    if (error instanceof Deno.errors.FilesystemLoop || /symbolic links/.test(String(error))) {
      return { kind: "symlink-loop", file: path, reason: "Symbolic links lead back to themselves" };
    }
    throw error;
  }
}

function namedOutside(root: string, cases: readonly Case[]): Defect[] {
  const home = resolve(root);
  return cases.flatMap(({ image, mask }) => [image, mask]).flatMap((file) =>
    !file || isWithin(home, resolve(file)) ? [] : [{
      kind: "outside-root",
      file,
      reason: `Expected all files in the dataset's folder, ${root}`,
    }]
  );
}

/** Whether `path` is `folder` or under it; both absolute. */
function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !/^\.\.([\\/]|$)/.test(way) && !isAbsolute(way);
}

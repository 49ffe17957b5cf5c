import { projectFiles } from "../workspace.ts";
import { type Block, blocksOf } from "./blocks.ts";

/** A Markdown page of the project. */
export interface Page {
  /** Path from the root. */
  readonly file: string;
  /** Its text. */
  readonly text: string;
  /** Its fenced blocks. */
  readonly blocks: readonly Block[];
}

/** Pages that a reader follows line by line: all of their commands are run, in order, by tests/docs_slow_test.ts. */
export const FOLLOWED = /^docs\/(tutorials|howto)\//;

/** All Markdown pages. */
export async function readPages(root = "."): Promise<readonly Page[]> {
  const files = (await projectFiles(root)).filter((file) => file.endsWith(".md"));
  return await Promise.all(files.map(async (file) => {
    const text = await Deno.readTextFile(`${root}/${file}`);
    return { file, text, blocks: blocksOf(file, text) };
  }));
}

/**
 * Follows the pages of the documentation as a reader does: writes the files that they show, and runs their commands in order.
 *
 * @module
 */
import { readPages } from "../tools/docs/pages.ts";
import type { Block } from "../tools/docs/blocks.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** A folder in which `deno task` works as in a checkout, without sharing data and runs with it. */
export async function prepareFolder(folder: string): Promise<void> {
  for (const name of ["bin", "configs"]) await Deno.mkdir(`${folder}/${name}`);
  await copyTree(`${ROOT}configs`, `${folder}/configs`);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`)) as {
    tasks: Record<string, { command: string }>;
  };
  const cases = Object.entries(tasks).map(([name, { command }]) => {
    const call = command.replace(/^deno run/, "").replace(/(\S+\.ts)/, `"${ROOT}$1"`);
    return `${name}) shift; exec "${Deno.execPath()}" run --config "${ROOT}deno.json" ${call} "$@";;`;
  });
  const script = `#!/bin/sh\n[ "$1" = task ] && shift\ncase "$1" in\n${cases.join("\n")}\nesac\nexit 127\n`;
  await Deno.writeTextFile(`${folder}/bin/deno`, script, { mode: 0o755 });
}

/** The pages below `docs/` whose path begins so, as blocks to follow. */
export async function blocksBelow(start: string): Promise<readonly Block[]> {
  const pages = await readPages(ROOT);
  return pages.filter(({ file }) => file.startsWith(start)).flatMap(({ blocks }) => blocks);
}

/** Does what a block says; a file is written, commands are run. @throws {Error} with what a command wrote when it fails. */
export async function follow(block: Block, folder: string): Promise<void> {
  if (block.saveAs !== undefined) {
    await Deno.mkdir(`${folder}/${block.saveAs}`.replace(/\/[^/]*$/, ""), { recursive: true });
    return await Deno.writeTextFile(`${folder}/${block.saveAs}`, `${block.code}\n`);
  }
  if (block.language !== "sh" || block.notRun !== undefined) return;
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-euo", "pipefail", "-c", block.code],
    cwd: folder,
    env: { PATH: `${folder}/bin:${Deno.env.get("PATH")}`, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (code === 0) return;
  const decoder = new TextDecoder(), wrote = decoder.decode(stdout) + decoder.decode(stderr);
  throw new Error(`${block.file}:${block.line}: status ${code}\n${block.code}\n${wrote}`);
}

async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyTree(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

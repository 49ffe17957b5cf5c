import { runDeno } from "../../tools/workspace.ts";
import { type Ended, type Running, show, startDeno } from "../cli.ts";
import type { Registry } from "./registry.ts";

/** A project that knows the packages by their names alone. */
export interface OutsideProject {
  readonly folder: string;
  /** Starts deno in it. */
  start(...args: string[]): Running;
  /** Runs deno in it to an end that is good. @throws {Error} with all that it wrote when it is not. */
  run(...args: string[]): Promise<Ended>;
  /** Writes a file of it. */
  write(file: string, text: string): Promise<void>;
}

/** Makes an empty one in a new folder; its deno has seen no module but npm's. @param cache A new folder for deno. */
export async function outsideProject(
  { url }: Registry,
  { folder, cache }: { folder: string; cache: string },
): Promise<OutsideProject> {
  const { stdout } = await runDeno(["info", "--json"]);
  await Deno.mkdir(cache, { recursive: true });
  await Deno.mkdir(folder, { recursive: true });
  const { npmCache } = JSON.parse(stdout) as { npmCache: string };
  if (!await isThere(`${cache}/npm`)) await Deno.symlink(npmCache, `${cache}/npm`);
  const start = (...args: string[]) =>
    startDeno(args, { cwd: folder, env: { JSR_URL: url, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1" } });
  return {
    folder,
    start,
    async run(...args) {
      const end = await start(...args).ended;
      if (end.status !== 0) throw new Error(`deno ${args.join(" ")}\n${show(end)}`);
      return end;
    },
    async write(file, text) {
      await Deno.writeTextFile(`${folder}/${file}`, text);
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

import { type Branch, diskFiles, merge, readLayers, runFolder, type Tree, valueOf } from "@dragsaw/core";
import { configChanges, type ConfigView, flatten } from "@dragsaw/reports";
import { parse } from "@std/yaml";
import { dirname, exists, isAbsolute, join } from "../shared/paths.ts";
import { load } from "../shared/session.ts";

/** A run's config and what became of it. */
export interface CollectedConfig {
  /** As it was trained with, with every default. */
  readonly values: Readonly<Record<string, unknown>>;
  /** For the page. */
  readonly view: ConfigView;
}

/**
 * Reads the config of a run and lays it beside the file it came from.
 *
 * @param base That file; `configs/NAME.yaml` unless given.
 */
export async function collectConfig(run: string, base?: string): Promise<CollectedConfig> {
  const text = await Deno.readTextFile(runFolder(run).config);
  const values = parse(text) as Record<string, unknown>;
  const file = base ?? `configs/${values.name}.yaml`;
  if (base === undefined && !await exists(file)) {
    return { values, view: { file: null, bases: [], changes: [], text } };
  }
  const own = parse(await Deno.readTextFile(file)) as Record<string, unknown>;
  const bases = [own.extends ?? []].flat().map((name) =>
    isAbsolute(String(name)) ? String(name) : join(dirname(file), String(name))
  );
  const changes = configChanges({
    base: flatten(await layered(bases)),
    own: flatten(own),
    file: flatten((await load(file, [])).config),
    run: flatten(values),
  }, file);
  return { values, view: { file, bases, changes, text } };
}

/** What the files say together, later ones over earlier ones. */
async function layered(files: readonly string[]): Promise<unknown> {
  let all: Tree | undefined;
  for (const file of files) {
    const { tree }: { tree?: Branch } = await readLayers(file, diskFiles);
    if (tree) all = all ? merge(all, tree) : tree;
  }
  return all ? valueOf(all) : {};
}

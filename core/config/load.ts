import { basename, extname } from "node:path";
import { ContractError } from "../contract/contract_error.ts";
import type { OptionError, Plugin } from "../registry/define.ts";
import { createRegistry, type Registry } from "../registry/registry.ts";
import type { Precision } from "../tensor/backend.ts";
import { explainIssues } from "./explain.ts";
import { type ConfigFiles, diskFiles, readLayers } from "./extends.ts";
import { toJsonSchema } from "./json_schema.ts";
import { ConfigError, formatPlace, type Path, type Problem, problemOf, sortProblems } from "./problem.ts";
import type { DraftConfig } from "./run_config.ts";
import { runSchema } from "./run_schema.ts";
import { applySet } from "./set.ts";
import { type Branch, locate, type Tree, valueOf } from "./tree.ts";

/** How {@linkcode loadConfig} reads. */
export interface LoadOptions {
  /** Components that there are without further plugins. */
  readonly registry: Registry;
  /** Changes on top of the file, `key.path=value`, in their order. */
  readonly set?: readonly string[];
  /** A change of the whole tree after those, and why it is not when it is not. */
  readonly change?: (tree: Branch) => { readonly tree: Branch; readonly problems: readonly Problem[] };
  /** Imports what the config lists under `plugins`. Without it, a config that lists any is refused. */
  readonly importPlugin?: (specifier: string) => Promise<Plugin>;
  /** What the precision `auto` stands for here; float32 unless given. */
  readonly precision?: Precision;
  /** Where files are read from; the disk unless given. */
  readonly files?: ConfigFiles;
}

/** A checked config. */
export interface LoadedConfig {
  /** With every default filled in. */
  readonly config: DraftConfig;
  /** Components with those of the config's own plugins. */
  readonly registry: Registry;
  /** `file:line:column` of a value, or of the nearest around it. */
  locate(path: Path): string;
  /**
   * The error of a factory as a problem of the config, with its place.
   *
   * @param error Its path starts at `prefix`.
   * @param prefix Keys to the component; none when the error's path has them already.
   */
  explain(error: OptionError, prefix?: Path): ConfigError;
}

/**
 * Reads a config with all that it extends, changes it as `set` says, and checks it whole. Needs `--allow-read` and
 * `--allow-env=LOG_TOKENS,LOG_STREAM` (npm:yaml).
 *
 * @param file Path of a YAML file.
 * @throws {ConfigError} with everything that is wrong, each with its place.
 */
export async function loadConfig(file: string, options: LoadOptions): Promise<LoadedConfig> {
  const { set = [], files = diskFiles } = options;
  const layers = await readLayers(file, files);
  if (!layers.tree) throw new ConfigError(file, layers.problems);

  const problems: Problem[] = [];
  let tree: Tree = layers.tree;
  for (const argument of set) {
    const changed = applySet(tree, argument);
    problems.push(...changed.problems);
    tree = changed.tree;
  }
  if (options.change && problems.length === 0) {
    const changed = options.change(tree as Branch);
    problems.push(...changed.problems);
    tree = changed.tree;
  }
  const place = (path: Path) => locate(tree, path);
  const registry = await withPlugins(tree as Branch, options, problems);
  const value = { name: basename(file, extname(file)), ...valueOf(tree) as Record<string, unknown> };
  const schema = runSchema(registry, {
    planned: isPlanned(tree as Branch),
    ...options.precision && { precision: options.precision },
  });
  const { success, data, error } = schema.safeParse(value);
  if (!success) problems.push(...explainIssues(error.issues, value, tree, toJsonSchema(schema)));
  if (!success || problems.length > 0) throw new ConfigError(file, sortProblems(problems));
  return {
    config: data,
    registry,
    locate: (path) => formatPlace(place(path)),
    explain(error, prefix = []) {
      const broken = error instanceof ContractError && prefix.length === 0
        ? error.component?.name
        : undefined;
      const from = broken === undefined ? prefix : pathToType(data, broken) ?? [];
      return new ConfigError(file, [problemOf(error, from, place)], { cause: error });
    },
  };
}

/** Keys to the first component of that name. */
function pathToType(node: unknown, name: string): Path | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  for (const [key, value] of Object.entries(node)) {
    if (key === "type" && value === name) return [];
    const rest = pathToType(value, name);
    if (rest) return [Array.isArray(node) ? Number(key) : key, ...rest];
  }
  return undefined;
}

/** Whether a planner fills in what the config leaves out. */
function isPlanned({ entries }: Branch): boolean {
  const node = entries.get("planner")?.node;
  return node !== undefined && !(node.kind === "leaf" && node.value === null);
}

/** Plugins are imported before the config is checked: they decide what is allowed in it. */
async function withPlugins(tree: Branch, options: LoadOptions, problems: Problem[]): Promise<Registry> {
  const node = tree.entries.get("plugins")?.node;
  const brought: Plugin[] = [];
  for (const [i, item] of (node?.kind === "list" ? node.items : []).entries()) {
    if (item.kind !== "leaf" || typeof item.value !== "string") continue; // the schema says so
    const path = ["plugins", i];
    try {
      if (!options.importPlugin) throw new Error("found a plugin, allowed none here");
      const plugin = await options.importPlugin(item.value);
      const origin = { specifier: item.value, place: formatPlace(locate(tree, path)) };
      createRegistry([...options.registry.plugins, ...brought, { ...plugin, origin }]);
      brought.push({ ...plugin, origin });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({
        place: locate(tree, path),
        path,
        message: `Cannot use plugin ${item.value}: ${reason}`,
      });
    }
  }
  if (brought.length === 0 || problems.length > 0) return options.registry;
  return createRegistry([...options.registry.plugins, ...brought]);
}

import {
  type Branch,
  ConfigError,
  locate,
  mismatch,
  type Path,
  type Problem,
  readDocument,
  type Tree,
} from "@dragsaw/core/config";
import { suggest } from "@dragsaw/core/registry";
import { configFile, configFiles } from "../shared/packaged.ts";
import { basename, dirname, extname, resolvePath } from "../shared/paths.ts";
import { ablationSchema, type AblationSpec } from "./file_schema.ts";
import type { Values } from "./overlay.ts";

/** Changes of a config, and what `$name` stands for in them. */
export interface Changes {
  readonly set: Branch;
  readonly values: Values;
}

/** A row of a table, not yet laid over a base. */
export interface AblationRow {
  /** Unique in the table. */
  readonly label: string;
  /** From what all rows share to what is this row's own. */
  readonly changes: readonly Changes[];
  /** The paper's numbers. */
  readonly paper?: Readonly<Record<string, number>>;
}

/** Rows under a heading of their own. */
export interface Section {
  readonly title: string;
  /** Label of the row that these are compared with. */
  readonly compare: string;
  readonly rows: readonly AblationRow[];
}

/** An ablation with all that it includes. */
export interface Ablation {
  /** The file's name. */
  readonly name: string;
  /** Its path. */
  readonly file: string;
  readonly title: string;
  /** Path of the base config. */
  readonly base: string;
  readonly seeds: readonly number[];
  /** Metrics and how the paper calls them, where the file names them. */
  readonly metrics?: Readonly<Record<string, string>>;
  /** Label of the row that the others are compared with. */
  readonly compare: string;
  readonly sections: readonly Section[];
}

/** The file that `name` stands for: a path, or as a config's name in the folder `ablations`. */
export async function ablationFile(name: string): Promise<string> {
  return /[/\\]|\.ya?ml$/.test(name) ? name : await configFile(`ablations/${name}`);
}

/** Names of the ablations that come with the package. */
export const ABLATIONS: readonly string[] = [...configFiles.named.keys()].flatMap((name) =>
  name.startsWith("ablations/") ? [name.slice("ablations/".length)] : []
);

/** Names of the ablations in a folder. */
export async function ablationNames(folder: string): Promise<readonly string[]> {
  const files = await configFiles.list(folder);
  return files.flatMap((name) => name.endsWith(".yaml") ? [name.slice(0, -5)] : []).toSorted();
}

/**
 * Reads an ablation and all that it includes.
 *
 * @throws {ConfigError} with everything that is wrong in a file, each with its place.
 */
export async function readAblation(file: string): Promise<Ablation> {
  const { spec, sections } = await read(file, []);
  const compare = spec.compare ?? sections[0].compare;
  return {
    name: nameOf(file),
    file,
    title: spec.title,
    base: configFiles.named.get(spec.base) ?? resolvePath(file, spec.base),
    seeds: spec.seeds,
    ...spec.metrics && { metrics: spec.metrics },
    compare,
    sections,
  };
}

const nameOf = (file: string) => basename(file, extname(file));

/** @param chain Files that include this one. */
async function read(
  file: string,
  chain: readonly string[],
): Promise<{ spec: AblationSpec; sections: readonly Section[] }> {
  const { value: spec, tree } = await readDocument(file, ablationSchema(), configFiles);
  const problems: Problem[] = [];
  const refuse = (path: Path, message: string) =>
    void problems.push({ place: locate(tree, path), path, message });
  const values = at(tree, ["values"]), shared = changesAt(tree, ["set"], values);
  const rows = spec.rows.map(({ label, paper }, i): AblationRow => ({
    label,
    changes: [...shared, ...changesAt(tree, ["rows", i, "set"], values)],
    ...paper ? { paper } : {},
  }));
  const sections: Section[] = [];
  if (rows.length > 0) sections.push({ title: spec.title, compare: spec.compare ?? rows[0].label, rows });
  for (const [i, name] of spec.include.entries()) {
    const path = resolvePath(file, `${name}.yaml`);
    if ([...chain, file].includes(path)) {
      refuse(
        ["include", i],
        `found the cycle ${[...chain, file, path].map(nameOf).join(" -> ")}, allowed none`,
      );
      continue;
    }
    if (await configFiles.read(path) === undefined) {
      const known = await ablationNames(dirname(file));
      refuse(["include", i], mismatch(`no ablation "${name}"`, known.join(", "), suggest(name, known)));
      continue;
    }
    const inner = await read(path, [...chain, file]);
    sections.push(...inner.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => ({ ...row, changes: [...shared, ...row.changes] })),
    })));
  }
  checkLabels(spec, sections, refuse);
  if (problems.length > 0) throw new ConfigError(file, problems);
  return { spec, sections };
}

/** Labels are unique, and what is compared with is among them. */
function checkLabels(
  spec: AblationSpec,
  sections: readonly Section[],
  refuse: (path: Path, message: string) => void,
): void {
  const labels = sections.flatMap(({ rows }) => rows.map(({ label }) => label));
  const twice = labels.find((label, i) => labels.indexOf(label) < i);
  if (twice !== undefined) {
    const own = spec.rows.findLastIndex(({ label }) => label === twice);
    const path = own < 0 ? ["include"] : ["rows", own, "label"];
    refuse(path, mismatch(`the label "${twice}" twice in the table`, "labels that differ"));
  }
  if (spec.compare === undefined || labels.includes(spec.compare)) return;
  const meant = suggest(spec.compare, labels);
  refuse(["compare"], mismatch(`"${spec.compare}"`, `the label of a row: ${labels.join(", ")}`, meant));
}

function changesAt(tree: Tree, path: Path, values: Values): Changes[] {
  const set = at(tree, path);
  return set ? [{ set, values }] : [];
}

/** The map at `path`, if there is one. */
function at(tree: Tree, path: Path): Branch | undefined {
  let node: Tree | undefined = tree;
  for (const step of path) {
    node = node?.kind === "list"
      ? node.items[Number(step)]
      : node?.kind === "branch"
      ? node.entries.get(String(step))?.node
      : undefined;
  }
  return node?.kind === "branch" ? node : undefined;
}

import { type Branch, ConfigError, type LoadedConfig, mismatch, type Problem } from "@dragsaw/core/config";
import { suggest } from "@dragsaw/core/registry";
import { load } from "../shared/session.ts";
import type { Ablation, AblationRow, Changes, Section } from "./ablation.ts";
import { type Cell, cellOf } from "./cell.ts";
import { usualMetrics } from "./file_schema.ts";
import { overlay } from "./overlay.ts";

/** A row laid over its base. */
export interface PlannedRow extends Omit<AblationRow, "changes"> {
  /** Its config with places; the seed is the base's. */
  readonly loaded: LoadedConfig;
  /** One a seed. */
  readonly cells: readonly Cell[];
}

/** A table whose configs are all known. */
export interface TablePlan extends Omit<Ablation, "sections" | "metrics"> {
  /** Columns: metrics and how the paper calls them. */
  readonly metrics: Readonly<Record<string, string>>;
  /** What the rows change. */
  readonly baseConfig: LoadedConfig;
  readonly sections: readonly PlannedSection[];
}

/** Rows under a heading of their own. */
export type PlannedSection = Omit<Section, "rows"> & { readonly rows: readonly PlannedRow[] };

/** How a table is planned. */
export interface PlanOptions {
  /** Changes of the base, `key.path=value`. */
  readonly set: readonly string[];
  /** A change of the base after those. */
  readonly change: (tree: Branch) => Branch;
  /** Folder of run folders. */
  readonly runs: string;
}

/**
 * Lays every row over the base and names its cells.
 *
 * @throws {ConfigError} with the places of all that does not fit, and the rows.
 */
export async function planTable(ablation: Ablation, options: PlanOptions): Promise<TablePlan> {
  const { base, seeds } = ablation, { set, change, runs } = options;
  const open = (changes: readonly Changes[]) => load(base, set, (tree) => layOver(change(tree), changes));
  const baseConfig = await open([]);
  const known = baseConfig.config.evaluate.metrics.map(({ type }) => type);
  const { metrics = usualMetrics(known) } = ablation;
  const problems = unmeasured(metrics, known, ablation.file), sections: PlannedSection[] = [];
  for (const section of ablation.sections) {
    const rows: PlannedRow[] = [];
    for (const { changes, ...row } of section.rows) {
      try {
        const loaded = await open(changes);
        const cells = seeds.map((seed) => cellOf(loaded.config, { label: row.label, seed, runs }));
        rows.push({ ...row, loaded, cells });
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        problems.push(...inRow(row.label, error));
      }
    }
    sections.push({ ...section, rows });
  }
  if (problems.length > 0) throw new ConfigError(ablation.file, problems);
  return { ...ablation, metrics, baseConfig, sections };
}

/** Columns that the base does not measure. */
function unmeasured(metrics: TablePlan["metrics"], known: readonly string[], file: string): Problem[] {
  return Object.keys(metrics).filter((name) => !known.includes(name)).map((name) => ({
    place: { file },
    path: ["metrics", name],
    message: mismatch(
      "no such metric in the base",
      `those of its evaluate.metrics: ${known.join(", ")}`,
      suggest(name, known),
    ),
  }));
}

/** Problems of a row's config, with its label. */
export function inRow(label: string, { problems }: ConfigError): Problem[] {
  return problems.map((problem) => ({ ...problem, message: `${problem.message} [row "${label}"]` }));
}

function layOver(tree: Branch, changes: readonly Changes[]) {
  const problems: Problem[] = [];
  for (const { set, values } of changes) {
    const next = overlay(tree, set, values);
    problems.push(...next.problems);
    tree = next.tree;
  }
  return { tree, problems };
}

/** All rows, in order. */
export function rowsOf({ sections }: Pick<TablePlan, "sections">): readonly PlannedRow[] {
  return sections.flatMap(({ rows }) => rows);
}

/** The cells of a table, each once, seed by seed: the first seed of all rows is there before the second of any. */
export function cellsOf(plan: Pick<TablePlan, "sections" | "seeds">): readonly Cell[] {
  const all = plan.seeds.flatMap((_, i) => rowsOf(plan).map(({ cells }) => cells[i]));
  const first = new Map<string, Cell>();
  for (const cell of all) if (!first.has(cell.hash)) first.set(cell.hash, cell);
  return [...first.values()];
}

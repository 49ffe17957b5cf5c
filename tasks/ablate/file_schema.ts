import { z } from "zod";

/** One row of a table. */
export interface RowSpec {
  /** Heading of the row; unique in its table. */
  readonly label: string;
  /** Changes of the base config, before `type=NAME` and `$name` are worked out. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  /** The paper's numbers by the paper's names. */
  readonly paper?: Readonly<Record<string, number>> | undefined;
}

/** What an ablation file says. */
export interface AblationSpec {
  /** Heading of the table. */
  readonly title: string;
  /** Config that the rows change, from the file's folder. */
  readonly base: string;
  /** Seeds that every row is trained with. */
  readonly seeds: readonly number[];
  /** Columns: metrics and how the paper calls them; {@linkcode usualMetrics} of the base unless given. */
  readonly metrics?: Readonly<Record<string, string>> | undefined;
  /** Label of the row that the others are compared with; the first unless given. */
  readonly compare?: string | undefined;
  /** Changes that all rows share. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  /** What `$name` stands for in `set`, by the type of the base's model. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** Its own rows. */
  readonly rows: readonly RowSpec[];
  /** Other ablations, whose rows follow. */
  readonly include: readonly string[];
}

const label = z.string().refine((text) => /^[^,\n]+$/.test(text), { error: "a text without a comma" })
  .describe("Heading of the row, without a comma");
const changes = z.record(z.string(), z.unknown()).optional();
const whole = z.int().min(0).max(2 ** 31 - 1);

/** The schema of an ablation file. */
export function ablationSchema(): z.ZodType<AblationSpec> {
  return z.strictObject({
    title: z.string().min(1).describe("Heading of the table"),
    base: z.string().min(1).describe("Config that the rows change, from this file's folder"),
    seeds: z.array(whole).min(1).default([0, 1, 2]).describe("Seeds that every row is trained with"),
    metrics: z.record(z.string(), z.string()).optional().describe(
      "Columns: metrics and how the paper calls them; JA, DI and AC where the base measures them, else all that it measures",
    ),
    compare: label.optional().describe(
      "Label of the row that the others are compared with; the first unless given",
    ),
    set: changes.describe("Changes that all rows share"),
    values: z.record(z.string(), z.record(z.string(), z.unknown())).optional().describe(
      "What $name stands for in set, by the type of the base's model",
    ),
    rows: z.array(z.strictObject({
      label,
      set: changes.describe(
        "Changes of the base, laid over it as a config over what it extends; type=NAME stands for all components of that type",
      ),
      paper: z.record(z.string(), z.number()).optional().describe("The paper's numbers"),
    })).default([]).describe("Rows of the table"),
    include: z.array(z.string().min(1)).default([]).describe("Other ablations, whose rows follow"),
  }).refine(({ rows, include }) => rows.length + include.length > 0, { error: "rows, include or both" });
}

/** The paper's columns in 2D. */
const PAPER: Readonly<Record<string, string>> = { jaccard: "JA", dice: "DI", accuracy: "AC" };

/** Columns of a table that names none. @param measured Metrics of its base. */
export function usualMetrics(measured: readonly string[]): Readonly<Record<string, string>> {
  if (Object.keys(PAPER).every((name) => measured.includes(name))) return PAPER;
  return Object.fromEntries(measured.map((name) => [name, PAPER[name] ?? name.toUpperCase()]));
}

/** JSON Schema of an ablation file, for editors. */
export function ablationJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(ablationSchema(), { io: "input" }), title: "Dragsaw ablation" };
}

import { fastestOf, stepOf } from "./step_time.ts";
import type { Precision } from "./job.ts";
import { type Column, markdownTable } from "./markdown.ts";
import type { BenchResult, CaseResult, Duel, Rates, Side } from "./result.ts";

/** A comparison with the case it belongs to. */
interface Row extends Duel {
  readonly of: CaseResult;
}

/** A run as Markdown: the machine, what it can do at most, the tables, the notes. */
export function report({ date, machine, rates, cases, notes }: BenchResult): string {
  const rows = cases.map((of): Row => ({ ...of.best, of }));
  const released = cases.flatMap((of): Row[] => of.released ? [{ ...of.released, of }] : []);
  const qualified = cases.flatMap((of) => of.qualifying.map((side) => ({ of, side })));
  return [
    `Measured ${date} on`,
    [...Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`), ...describeRates(rates)].join(
      "\n",
    ),
    section("Ours against PyTorch's fastest variant", markdownTable(columns(rates), rows), rows.length),
    section("Ours against PyTorch as released", markdownTable(columns(rates), released), released.length),
    section("PyTorch's variants, each alone", markdownTable(VARIANT_COLUMNS, qualified), qualified.length),
    section("Notes", notes.map((note) => `- ${note}`).join("\n"), notes.length),
  ].filter((part) => part !== "").join("\n\n");
}

function section(title: string, body: string, count: number): string {
  return count > 0 ? `### ${title}\n\n${body}` : "";
}

function describeRates(rates: BenchResult["rates"]): string[] {
  return Object.entries(rates).map(([precision, { ours, theirs }]) =>
    `- matrix product in ${precision}: TensorFlow ${ours.toFixed(0)} GFLOP/s` +
    (theirs === undefined ? "" : `, PyTorch ${theirs.toFixed(0)} GFLOP/s`)
  );
}

function columns(rates: BenchResult["rates"]): Column<Row>[] {
  return [
    { title: "case", cell: ({ of }) => of.name },
    { title: "precision", cell: ({ of, precision }) => both(of.precision, precision) },
    { title: "ours, s", right: true, cell: ({ ours }) => stepOf(ours).toFixed(3) },
    { title: "PyTorch, s", right: true, cell: ({ theirs }) => optional(theirs, (t) => stepOf(t).toFixed(3)) },
    { title: "its variant", cell: ({ theirs }) => optional(theirs, ({ name }) => name) },
    { title: "ours / PyTorch (95 %)", right: true, cell: ratioText },
    {
      title: "share of matrix rate",
      right: true,
      cell: ({ of, ours, theirs, precision }) =>
        pair(share(of, ours, rates[of.precision]), optional(theirs, (t) => share(of, t, rates[precision]))),
    },
    {
      title: "peak GB (beyond library)",
      right: true,
      cell: ({ ours, theirs }) => sides(ours, theirs, memory),
    },
    {
      title: "first step, s",
      right: true,
      cell: ({ ours, theirs }) => sides(ours, theirs, ({ first }) => first.toFixed(1)),
    },
  ];
}

const VARIANT_COLUMNS: readonly Column<{ of: CaseResult; side: Side }>[] = [
  { title: "case", cell: ({ of }) => of.name },
  { title: "precision", cell: ({ of }) => of.precision },
  { title: "variant", cell: ({ side }) => side.name },
  { title: "median step, s", right: true, cell: ({ side }) => stepOf(side).toFixed(3) },
  { title: "fastest, s", right: true, cell: ({ side }) => fastestOf(side).toFixed(3) },
  { title: "peak GB (beyond library)", right: true, cell: ({ side }) => memory(side) },
];

function both(ours: Precision, theirs: Precision): string {
  return ours === theirs ? ours : `${ours} / ${theirs}`;
}

function optional<T>(value: T | undefined, text: (value: T) => string): string {
  return value === undefined ? "-" : text(value);
}

function pair(ours: string, theirs: string): string {
  return `${ours} / ${theirs}`;
}

function sides(ours: Side, theirs: Side | undefined, text: (side: Side) => string): string {
  return pair(text(ours), optional(theirs, text));
}

function ratioText({ ratio }: Duel): string {
  return optional(
    ratio,
    ({ value, interval: [low, high] }) => `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
  );
}

/** Of the faster library's matrix product. */
function share({ gigaflops }: CaseResult, side: Side, rates: Rates | undefined): string {
  return optional(rates, ({ ours, theirs = 0 }) => {
    const limit = Math.max(ours, theirs);
    return `${(100 * gigaflops / stepOf(side) / limit).toFixed(0)} %`;
  });
}

function memory({ peak, footprint }: Side): string {
  if (peak === null || footprint === null) return "-";
  return `${(peak / 1e9).toFixed(2)} (${((peak - footprint) / 1e9).toFixed(2)})`;
}

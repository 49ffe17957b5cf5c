import { lineChart, type Series } from "../charts/line_chart.ts";
import { figure } from "../html/figure.ts";
import type { Column } from "../html/table.ts";
import { readable } from "./readable.ts";
import type { StepRecord } from "./run_data.ts";

/** Curves over the steps of a training. */
export interface StepCurves {
  /** What y is. */
  readonly title: string;
  /** Its unit. */
  readonly unit?: string;
  /** One or more, by name; undefined where a record lacks it. */
  readonly curves: readonly {
    readonly name: string;
    readonly of: (record: StepRecord) => number | undefined;
  }[];
  /** Values that y has to reach. */
  readonly reach?: readonly number[];
  /** Below the chart. */
  readonly note?: string;
}

/** A chart over epochs. @returns Null where no record has a value. */
export function stepFigure(
  steps: readonly StepRecord[],
  { title, unit, curves, reach, note }: StepCurves,
): string | null {
  const series = curves.map(({ name, of }, color): Series => ({
    name,
    color,
    points: steps.flatMap((record) => {
      const value = of(record);
      return value === undefined ? [] : [[record.epoch, value] as const];
    }),
  })).filter(({ points }) => points.length > 0);
  if (series.length === 0) return null;
  const told = series.map(({ name, points }) =>
    `${name} from ${readable(points[0][1])} to ${readable(points[points.length - 1][1])}`
  );
  return figure<StepRecord>({
    title,
    ...unit ? { unit } : {},
    ...note ? { note } : {},
    chart: lineChart({
      label: `${title}${unit ? ` in ${unit}` : ""} over ${readable(steps[steps.length - 1].epoch)} epochs: ${
        told.join("; ")
      }`,
      series,
      x: "epoch",
      span: [0, Math.max(steps[steps.length - 1].epoch, 1e-6)],
      ...reach ? { reach } : {},
    }),
    columns: columns(curves),
    rows: steps,
  });
}

function columns(curves: StepCurves["curves"]): Column<StepRecord>[] {
  return [
    { title: "Step", cell: ({ step }) => String(step) },
    { title: "Epoch", cell: ({ epoch }) => readable(epoch) },
    ...curves.map(({ name, of }): Column<StepRecord> => ({
      title: name,
      cell: (record) => {
        const value = of(record);
        return value === undefined ? "–" : readable(value);
      },
    })),
  ];
}

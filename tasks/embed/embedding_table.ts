import { textTable } from "../shared/text_table.ts";
import type { Embedded } from "./embed_runs.ts";
import { intervalText } from "./interval_text.ts";

/** The scores as lines: a row a slot and run. */
export function embeddingTable({ runs, slots, cases }: Embedded): string {
  const rows = slots.flatMap(({ name, runs: panels }) =>
    panels.map((panel, r) => ({
      name,
      ...panel,
      run: runs.length > 1 ? `${runs[r].title}, ${runs[r].folder}` : runs[r].folder,
    }))
  );
  type Row = typeof rows[number];
  const lines = textTable<Row>([
    { title: "slot", cell: ({ name }) => name },
    { title: "run", cell: ({ run }) => run },
    { title: "units", right: true, cell: ({ units }) => `${units.labels.length}` },
    {
      title: "silhouette",
      right: true,
      cell: ({ features }) => features ? intervalText(features.silhouette) : "-",
    },
    {
      title: "Davies-Bouldin",
      right: true,
      cell: ({ features }) => features ? intervalText(features.daviesBouldin) : "-",
    },
    {
      title: "in the plane",
      right: true,
      cell: ({ plane }) => plane ? plane.silhouette.value.toFixed(3) : "-",
    },
    ...runs.length > 1
      ? [{
        title: "silhouette over the first",
        right: true,
        cell: ({ gain }: Row) => gain ? intervalText(gain.silhouette, true) : "",
      }]
      : [],
  ], rows);
  const told = `Separation of classes in the features, with 95 % intervals over ${cases.length} images`;
  return [told, ...lines].join("\n");
}

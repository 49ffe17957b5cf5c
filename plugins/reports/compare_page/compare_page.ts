import { ablationSections } from "../ablation_html.ts";
import { escapeHtml } from "../ablation_escape.ts";
import { counted } from "../ablation_format.ts";
import { renderPage, type Section } from "../html/page.ts";
import { table } from "../html/table.ts";
import type { ConfigRow } from "../config_diff/differing.ts";
import type { Comparison } from "./compare_data.ts";
import { curvesSection } from "./curves_section.ts";
import { pairsSection } from "./pairs_section.ts";

/** Runs beside each other as one HTML file that needs nothing else. */
export function comparePage(comparison: Comparison): string {
  const { rows, runs, notes, split, table: measured } = comparison;
  const about = measured
    ? `${counted(runs.length, "run")} on ${counted(measured.images, "image")} of the ${split} split`
    : counted(runs.length, "run");
  const sections = [
    configSection(comparison),
    ...measured ? ablationSections(measured) : [],
    pairsSection(comparison),
    curvesSection(comparison),
  ].filter((section) => section !== null);
  // Results before what explains them
  const order = (id: string) => id === "part-1" ? 0 : id === "notes" ? 2 : 1;
  return renderPage({
    title: `Comparison of ${rows.map(({ label }) => label).join(", ")}`,
    lead: `<p class="lead">${escapeHtml(about)}</p>${
      notes.map((note) => `<p class="note">${escapeHtml(note)}.</p>`).join("")
    }`,
    sections: sections.toSorted((a, b) => order(a.id) - order(b.id)),
  });
}

/** What the configs have otherwise. */
function configSection({ config, rows }: Comparison): Section {
  const body = config.length === 0 ? "<p>The configs are the same.</p>" : table<ConfigRow>(
    [
      { title: "Key", text: true, cell: ({ path }) => `<code>${escapeHtml(path)}</code>` },
      ...rows.map(({ label }, i) => ({
        title: label,
        text: true,
        cell: ({ values }: ConfigRow) =>
          values[i] === null ? '<span class="quiet">–</span>' : `<code>${escapeHtml(values[i])}</code>`,
      })),
    ],
    config,
    { label: "Differences of the configs", fit: true },
  );
  return { id: "config", title: "What differs", body };
}

import { escapeHtml } from "../ablation_escape.ts";
import type { Section } from "../html/page.ts";
import { table } from "../html/table.ts";

/** Where a run was trained. Long texts are folded. */
export function environmentSection(
  environment: Readonly<Record<string, string | number | boolean>>,
): Section | null {
  const rows = Object.entries(environment).filter(([, value]) => value !== "");
  if (rows.length === 0) return null;
  return {
    id: "environment",
    title: "Where it ran",
    body: table(
      [
        { title: "What", text: true, cell: ([name]) => escapeHtml(name) },
        { title: "Value", text: true, cell: ([, value]) => shown(String(value)) },
      ],
      rows,
      { label: "Environment", fit: true },
    ),
  };
}

function shown(text: string): string {
  return text.length <= 160
    ? escapeHtml(text)
    : `<details><summary>${escapeHtml(text.slice(0, 60))}…</summary>${escapeHtml(text)}</details>`;
}

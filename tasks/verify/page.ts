import type { Finding, Fingerprint } from "@dragsaw/core/check";
import { escapeHtml } from "@dragsaw/reports";
import { findingsText } from "../shared/findings_text.ts";
import type { SheetCell } from "./contact_sheet.ts";
import { fingerprintText } from "./fingerprint_text.ts";

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
pre { white-space: pre-wrap; background: #f5f5f5; padding: 1rem; border-radius: 4px }
ul { display: flex; flex-wrap: wrap; gap: 12px; padding: 0; list-style: none }
li { width: 160px; font-size: 12px; overflow-wrap: anywhere }
li img { display: block; border: 2px solid transparent }
li.odd img { border-color: #d33 }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } pre { background: #242424 } }
`;

/** Files named of a kind on the page; report.json has all. */
const MOST = 50;

/** The page of a check: what was found, what the data is, and pictures; it needs no other file. */
export function page(
  title: string,
  findings: readonly Finding[],
  print: Fingerprint,
  cells: readonly SheetCell[],
): string {
  const text = (lines: readonly string[]) => `<pre>${escapeHtml(lines.join("\n"))}</pre>`;
  const figures = cells.map(({ item: { id, split }, findings, png }) => {
    const kinds = [...new Set(findings.map(({ kind }) => kind))].map((kind) =>
      `<br><b>${escapeHtml(kind)}</b>`
    );
    const source = `data:image/png;base64,${png.toBase64()}`;
    return `<li${
      findings.length > 0 ? ' class="odd"' : ""
    }><img src="${source}" width="160" height="160" alt="">` +
      `${escapeHtml(id)}<br>${split}${kinds.join("")}</li>`;
  });
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}: data check</title>`,
    `<style>${STYLE}</style>`,
    `<h1>${escapeHtml(title)}</h1>`,
    text(findings.length > 0 ? findingsText(findings, MOST) : ["Nothing found"]),
    text(fingerprintText(print)),
    `<p>Outlines of masks, in cyan; ${cells.length} cases, those with findings first.</p>`,
    `<ul>${figures.join("\n")}</ul></html>`,
    "",
  ].join("\n");
}

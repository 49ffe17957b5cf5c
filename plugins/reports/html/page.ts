import { escapeHtml } from "../ablation_escape.ts";
import { ABLATION_STYLE } from "../ablation_style.ts";
import { CHART_STYLE } from "./chart_style.ts";
import { PAGE_STYLE } from "./page_style.ts";
import { SCRIPT } from "./script.ts";

/** A part of a page. A page is a list of them; each is made by a function of data. */
export interface Section {
  /** Its anchor. */
  readonly id: string;
  /** Its heading, as text. */
  readonly title: string;
  /** Its HTML. */
  readonly body: string;
}

/** A page that needs no other file. */
export interface Page {
  /** Its title, as text. */
  readonly title: string;
  /** HTML between the heading and the first section. */
  readonly lead: string;
  /** In order. */
  readonly sections: readonly Section[];
  /** Whether a server sends word when there is more to show; a file unless given. */
  readonly live?: boolean;
}

/**
 * One HTML file: style, script and pictures within. Its policy forbids whatever else a browser could fetch (a live page may ask
 * its own server).
 */
export function renderPage({ title, lead, sections, live = false }: Page): string {
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'${
    live ? "; connect-src 'self'" : ""
  }`;
  return `<!doctype html>
<html lang="en"${live ? " data-live" : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Dragsaw">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}${CHART_STYLE}${ABLATION_STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<main id="main">
${mainOf({ title, lead, sections })}
</main>
${live || sections.some(({ body }) => body.includes("<button")) ? `<script>${SCRIPT}</script>\n` : ""}</body>
</html>
`;
}

/** What stands in `main`: what a live page gets anew. */
function mainOf({ title, lead, sections }: Page): string {
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return [
    `<header><h1>${escapeHtml(title)}</h1>${lead}`,
    sections.length > 1
      ? `<nav aria-label="Sections"><ul>${links.join("")}</ul></nav></header>`
      : "</header>",
    ...sections.map(({ id, title, body }) =>
      `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${
        escapeHtml(title)
      }</h2>\n${body}\n</section>`
    ),
  ].join("\n");
}

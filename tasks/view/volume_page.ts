import { type Color, escapeHtml, PAGE_STYLE } from "@dragsaw/reports";
import style from "./style.css" with { type: "text" };
import viewer from "./viewer.js" with { type: "text" };

/** Something drawn over the image. */
export interface Overlay {
  /** Names it in the page: letters alone. */
  readonly id: string;
  /** Names it to people. */
  readonly title: string;
  /** A NIfTI file, gzipped. */
  readonly nifti: Uint8Array;
  /** Class ids above 0, their names and colours; absent: values from 0 to 1. */
  readonly entries?: readonly { readonly id: number; readonly name: string; readonly color: Color }[];
  /** Whether it is shown at first. */
  readonly shown: boolean;
  /** In percent. */
  readonly opacity: number;
}

/** A volume to look at. */
export interface VolumePage {
  /** Heading. */
  readonly title: string;
  /** Below it. */
  readonly about: string;
  /** Other pages: text and address. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
  /** A NIfTI file, gzipped. */
  readonly image: Uint8Array;
  /** Lowest first. */
  readonly overlays: readonly Overlay[];
  /** Where to look at first, mm, RAS+; the middle unless given. */
  readonly start?: readonly number[] | undefined;
}

/** Nothing is fetched; NiiVue has its font as a data URI. */
const POLICY =
  "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src data:";

/** Packed bytes that a page may have: as base64 they have to be one text of less than half a gigabyte. */
const MOST = 300e6;

/**
 * One HTML file with the volume, all that is drawn over it, and the viewer.
 *
 * @param niivue From `loadNiivue()`. @throws {RangeError} For more than a page can hold.
 */
export function volumePage(page: VolumePage, niivue: string): string {
  const { title, about, links, image, overlays, start } = page, name = escapeHtml(title);
  refuseTooMuch(page);
  const data = { overlays: overlays.map(({ id, title, entries }) => ({ id, title, entries })), start };
  const volumes = [{ id: "image", nifti: image }, ...overlays].map(({ id, nifti }) =>
    `<script type="text/plain" id="volume-${id}">${nifti.toBase64()}</script>`
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Dragsaw">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${name}</title>
<style>${PAGE_STYLE}${style}</style>
</head>
<body>
<main>
${linksOf(links)}<header><h1>${name}</h1><p class="lead">${escapeHtml(about)}</p></header>
<div class="viewer">
<div><div class="stage"><canvas id="canvas" tabindex="0" role="img" aria-label="${name}: axial, coronal and sagittal slices, and in 3D"></canvas></div>
<p id="place">Opening …</p></div>
${controls(overlays)}
</div>
</main>
<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
${volumes.join("\n")}
<script>${inScript(niivue)}</script>
<script>${inScript(viewer)}</script>
</body>
</html>
`;
}

function refuseTooMuch({ title, image, overlays }: VolumePage): void {
  const bytes = overlays.reduce((sum, { nifti }) => sum + nifti.length, image.length);
  if (bytes <= MOST) return;
  const found = `${Math.round(bytes / 1e6)} MB, at most ${MOST / 1e6} MB fit`;
  throw new RangeError(
    `Cannot make a page of "${title}": its packed volumes have ${found}: cut or thin them`,
  );
}

function linksOf(links: VolumePage["links"]): string {
  if (links.length === 0) return "";
  const all = links.map(({ text, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`);
  return `<nav class="cases-nav" aria-label="Cases">${all.join("")}</nav>\n`;
}

/** What would end a script, or begin a comment in one, within its strings: good in JSON too. */
function inScript(source: string): string {
  return source.replace(/<(?=\/script|!--)/gi, "\\u003C");
}

function controls(overlays: readonly Overlay[]): string {
  const shown = [{ id: "image", title: "Image", shown: true, opacity: 100 }, ...overlays];
  const values = overlays.find(({ entries }) => !entries);
  return `<form class="controls" autocomplete="off">
<fieldset><legend>Shown, and how strongly</legend>
${shown.map(overlayRow).join("\n")}
${
    values
      ? row(
        `<label for="threshold">${
          escapeHtml(values.title)
        } <output id="threshold-value">from 10 %</output></label>`,
        `<input type="range" id="threshold" min="1" max="99" value="10">`,
      )
      : ""
  }</fieldset>
${legends(overlays)}
<fieldset><legend>View</legend>
${row(`<label for="layout">Planes</label>`, LAYOUT)}
${row(`<label><input type="checkbox" id="smooth" checked> Smooth image</label>`, "")}
</fieldset>
<fieldset><legend>Slices</legend>
${row(`<label for="slice-x">Left to right</label>`, `<input type="range" id="slice-x" min="0" max="1">`)}
${row(`<label for="slice-y">Back to front</label>`, `<input type="range" id="slice-y" min="0" max="1">`)}
${row(`<label for="slice-z">Down to up</label>`, `<input type="range" id="slice-z" min="0" max="1">`)}
</fieldset>
<fieldset><legend>Grey levels</legend>
${row(`<label for="black">Black</label>`, `<input type="range" id="black" min="0" max="1000">`)}
${row(`<label for="white">White</label>`, `<input type="range" id="white" min="0" max="1000">`)}
</fieldset>
<p class="help">Drag to move the cross or turn the 3D view; scroll for slices. Fade the image to see structures in 3D. The
patient's right is on the left.</p>
</form>`;
}

const LAYOUT =
  `<select id="layout"><option value="all">All and 3D</option><option value="AXIAL">Axial</option>` +
  `<option value="CORONAL">Coronal</option><option value="SAGITTAL">Sagittal</option><option value="RENDER">3D</option></select>`;

function row(label: string, control: string): string {
  return `<div class="row">${label}${control}</div>`;
}

function overlayRow(
  { id, title, shown, opacity }: Pick<Overlay, "id" | "title" | "shown" | "opacity">,
): string {
  const name = escapeHtml(title);
  return row(
    `<label><input type="checkbox" id="show-${id}"${shown ? " checked" : ""}> ${name}</label>`,
    `<input type="range" id="opacity-${id}" min="0" max="100" value="${opacity}" aria-label="${name}: how strongly">`,
  );
}

/** What colours mean, each list once: truth and segmentations of several classes share one. */
function legends(overlays: readonly Overlay[]): string {
  const lists = overlays.map(({ entries = [] }) =>
    entries.map(({ name, color }) =>
      `<li><i style="background:rgb(${color.join()})"></i>${escapeHtml(name)}</li>`
    ).join("")
  );
  return [...new Set(lists)].filter((list) => list !== "").map((list) => `<ul class="legend">${list}</ul>`)
    .join("\n");
}

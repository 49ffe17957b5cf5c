/**
 * Style of every page: light and dark, narrow and wide, screen and paper. Text has a contrast of at least 4.5 to 1 in both
 * themes.
 */
export const PAGE_STYLE: string = `
:root { --ink: #1b1f24; --quiet: #57606a; --line: #d8dee4; --faint: #eceff2; --page: #fff; --card: #f6f8fa; --link: #0a58b0;
  --better: #0b6e4f; --worse: #b3261e; --base: var(--card);
  --c0: #0b62a4; --c1: #b5460f; --c2: #1b7445; --c3: #8a3ea8; --c4: #a3123f; --c5: #5b6500; --c6: #00707c; --c7: #6b5a4e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9aa6b2; --line: #333b44; --faint: #222931; --page: #0f1318; --card: #171d24; --link: #7ab8ff;
  --better: #4fc79a; --worse: #ff8a80;
  --c0: #74b4fb; --c1: #ffab73; --c2: #6fd6a0; --c3: #d7a5f0; --c4: #ff8fa8; --c5: #cdd66a; --c6: #5fd3e0; --c7: #d0bda9; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 78rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; margin: 0 0 .35rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; font-weight: 650; letter-spacing: -.01em; margin: 0 0 .75rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 1.75rem 0 .5rem; }
p { margin: .35rem 0 .75rem; max-width: 46rem; } section { margin-top: 3rem; }
a { color: var(--link); text-underline-offset: .15em; } small, .quiet { color: var(--quiet); font-weight: 400; } small { font-size: .85em; }
code { font: .87em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .75rem 1rem; background: var(--card); border-radius: 6px; overflow-x: auto; font: .8rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; z-index: 2; }
.lead { font-size: 1.05rem; color: var(--quiet); max-width: 52rem; overflow-wrap: anywhere; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1.25rem 0 0; padding: .6rem 0; border-block: 1px solid var(--line); font-size: .93rem; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 1.25rem 0 0; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.tiles > div { background: var(--page); padding: .7rem .9rem .6rem; } .tiles dt { color: var(--quiet); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.45rem; line-height: 1.25; font-weight: 600; letter-spacing: -.01em; white-space: nowrap; } .tiles small { display: block; font-weight: 400; letter-spacing: 0; font-size: .8rem; min-height: 1.2em; }
progress { width: 100%; height: .5rem; accent-color: var(--c0); }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline-offset: 0; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1.25rem; } table.fit { width: auto; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; } caption small { font-weight: 400; }
th, td { padding: .32rem .65rem; text-align: right; border-bottom: 1px solid var(--faint); vertical-align: baseline; } td { white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 500; font-size: .87rem; border-bottom-color: var(--line); } tbody th { font-weight: 500; } th code { overflow-wrap: normal; }
th.text, td.text { text-align: left; } td.text { white-space: normal; overflow-wrap: anywhere; }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--link); } th[aria-sort=ascending] button::after { content: " ↑"; } th[aria-sort=descending] button::after { content: " ↓"; }
details { margin: .35rem 0; } summary { cursor: pointer; color: var(--quiet); font-size: .87rem; width: fit-content; } details > table { font-size: .85rem; }
figure { margin: 0; } figcaption { font-weight: 600; font-size: .93rem; line-height: 1.35; } figure > small { display: block; line-height: 1.4; margin-top: .15rem; } figcaption small { display: block; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 2rem 1.75rem; align-items: start; }
.cases { display: grid; gap: 1.25rem; margin: .5rem 0 2rem; }
.case h4 { font-size: .93rem; font-weight: 600; margin: 0 0 .35rem; } .case h4 small { font-weight: 400; margin-left: .4em; }
.panels { display: grid; grid-template-columns: repeat(5, 1fr); gap: .5rem; max-width: 68rem; } .panels figcaption { font-weight: 400; font-size: .8rem; color: var(--quiet); }
.panels.planes { grid-template-columns: repeat(2, 1fr); gap: .6rem 1rem; } .panels.planes img { width: auto; max-width: 100%; }
.panels img { display: block; width: 100%; height: auto; border-radius: 3px; background: #000; } tr:has(img) > * { vertical-align: middle; } td:not(.text) > img.thumb { margin: 0 0 .2rem auto; } img.thumb { display: block; height: auto; border-radius: 3px; background: #000; }
.sets { display: flex; flex-wrap: wrap; gap: .5rem 3.5rem; } .sets > * { max-width: 100%; } .sets caption small { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .5rem 0 1rem; padding: 0; font-size: .87rem; color: var(--quiet); }
.legend i { display: inline-block; width: .85em; height: .85em; margin-right: .4em; border-radius: 2px; vertical-align: -.08em; border: 1px solid #0005; print-color-adjust: exact; }
.ramp { width: 5em !important; } .note { border-left: 3px solid var(--line); padding: .1rem 0 .1rem .8rem; color: var(--quiet); }
ul.notes { padding-left: 1.1rem; max-width: 52rem; color: var(--quiet); font-size: .9rem; }
.better { color: var(--better); } .worse { color: var(--worse); }
@media screen and (max-width: 46rem) {
  main { padding: 1.1rem 1rem 3rem; } h1 { font-size: 1.4rem; } section { margin-top: 2.25rem; }
  .panels { grid-template-columns: repeat(3, 1fr); } .panels.planes { grid-template-columns: 1fr; } .tiles { grid-template-columns: 1fr 1fr; } .tiles dd { font-size: 1.2rem; }
  th, td { padding-inline: .35rem; } table { font-size: .88rem; } .sets th { white-space: nowrap; }
}
@media screen and (max-width: 26rem) { .sets th, .sets td { padding-inline: .2rem; } }
@media print {
  :root { --ink: #000; --quiet: #444; --line: #aaa; --faint: #ddd; --page: #fff; --card: #f4f4f4; --link: #000; --better: #000; --worse: #000; color-scheme: light; }
  body { font-size: 9.5pt; } main { max-width: none; padding: 0; } nav, .skip, details:not([open]), .screen { display: none; }
  .panels { gap: .3rem; } .tiles { grid-template-columns: repeat(3, 1fr); } img.thumb { width: 40px; } th, td { padding-block: .15rem; }
  section { margin-top: 1.5rem; } figure, tr, .case { break-inside: avoid; } h2, h3, caption { break-after: avoid; } .charts { grid-template-columns: repeat(2, 1fr); gap: 1rem; }
}
`;

/** Style of a table's page: light and dark, rows as cards on narrow screens, black on white on paper. */
export const ABLATION_STYLE: string = `
:root { --ink: #1b1f24; --quiet: #59636e; --line: #d1d9e0; --page: #fff; --base: #f2f5f8; --better: #0b6e4f; --worse: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #343b44; --page: #0f1318; --base: #1a2028; --better: #4fc79a; --worse: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
small { color: var(--quiet); font-size: .85em; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; margin: 1.25rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; } caption small { white-space: normal; font-weight: 400; }
th, td { padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td.changes { text-align: left; white-space: normal; overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-weight: 500; } tbody th { font-weight: 500; } tr.base { background: var(--base); }
tfoot td { border: 0; padding-top: 0; } td.wide { width: 34%; min-width: 9rem; padding: 0; }
code { font: .85em ui-monospace, monospace; }
svg { display: block; width: 100%; overflow: visible; } svg.plot { height: 1.9rem; color: var(--quiet); } svg.axis { height: 1.2rem; }
svg.better { color: var(--better); } svg.worse { color: var(--worse); }
svg line { stroke: currentColor; stroke-width: 2; } svg .zero { stroke: var(--line); stroke-width: 1; }
svg circle { fill: currentColor; stroke: currentColor; stroke-width: 1.5; } svg.open circle { fill: var(--page); }
svg text { fill: var(--quiet); font-size: .75rem; text-anchor: middle; }
@media (max-width: 46rem) {
  thead { display: none; } table, caption, tbody, tfoot, tr, th, td { display: block; }
  tbody tr { border-bottom: 1px solid var(--line); padding: .5rem .25rem; }
  th, td, th:first-child { border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
  td[data-name]:empty { display: none; } td[data-name]::before { content: attr(data-name) " "; color: var(--quiet); display: inline-block; min-width: 6.5rem; }
  td.wide { width: 100%; } tfoot td:not(.wide) { display: none; }
}
@media print {
  :root { --ink: #000; --quiet: #444; --line: #bbb; --page: #fff; --base: #f2f2f2; --better: #000; --worse: #000; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } table, tr { break-inside: avoid; } svg, tr.base { print-color-adjust: exact; }
}
`;

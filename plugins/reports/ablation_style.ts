/** Style of the tables with forest plots: rows become cards on narrow screens. */
export const ABLATION_STYLE: string = `
.forest { margin: 1.25rem 0 2rem; } .forest small { white-space: nowrap; } .forest caption small { white-space: normal; margin-left: .35em; }
.forest th:first-child, .forest td.changes { text-align: left; white-space: normal; overflow-wrap: anywhere; } .forest tr.base > * { background: var(--card); } .forest tr.base th { padding-left: .5rem; margin-left: -.5rem; }
.forest td { vertical-align: middle; } .forest tbody th { vertical-align: middle; } .forest th.changes { text-align: left; }
.forest tfoot td { border: 0; padding-top: 0; } .forest td.wide { width: 34%; min-width: 9rem; padding: 0; }
.forest svg { display: block; width: 100%; overflow: visible; } .forest svg.plot { height: 1.9rem; color: var(--quiet); } .forest svg.axis { height: 1.2rem; }
.forest svg.better { color: var(--better); } .forest svg.worse { color: var(--worse); }
.forest svg line { stroke: currentColor; stroke-width: 2; } .forest svg .zero { stroke: var(--quiet); stroke-opacity: .5; stroke-width: 1; }
.forest svg circle { fill: currentColor; stroke: currentColor; stroke-width: 1.5; } .forest svg.open circle { fill: var(--page); }
.forest svg text { fill: var(--quiet); font-size: .75rem; text-anchor: middle; }
@media screen and (max-width: 46rem) {
  .forest thead { display: none; } .forest, .forest caption, .forest tbody, .forest tfoot, .forest tr, .forest th, .forest td { display: block; }
  .forest tbody tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .forest th, .forest td, .forest th:first-child { border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
  .forest td[data-name]:empty { display: none; } .forest td[data-name]::before { content: attr(data-name) " "; color: var(--quiet); display: inline-block; min-width: 6.5rem; }
  .forest td.wide { width: 100%; } .forest tfoot td:not(.wide) { display: none; } .forest tr.base > * { background: none; }
}
@media print { .forest { break-inside: avoid; } .forest svg, .forest tr.base > * { print-color-adjust: exact; } }
`;

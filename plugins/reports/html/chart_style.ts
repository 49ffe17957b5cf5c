const COLORS = Array.from(
  { length: 8 },
  (_, i) => `.chart g.c${i}, .chart text.c${i} { --series: var(--c${i}); }`,
).join(" ");

/** Style of charts: everything that has a colour takes it from the page's. */
export const CHART_STYLE: string = `
svg.chart { display: block; width: 100%; max-width: 34rem; height: auto; margin-top: .25rem; overflow: visible; }
.chart text { fill: var(--quiet); font-size: 11px; } .chart text.y { text-anchor: end; } .chart text.x, .chart text.title { text-anchor: middle; }
.chart line { stroke: var(--line); stroke-width: 1; } .chart line.grid { stroke: var(--faint); } .chart line.floor, .chart line.tick { stroke: var(--quiet); stroke-opacity: .6; }
.chart path { fill: none; stroke: var(--series); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; } .chart circle { fill: var(--series); }
.chart g.quiet, .chart text.name.quiet { --series: var(--quiet); } .chart g.quiet path { stroke-dasharray: 4 3; stroke-width: 1.2; }
.chart text.name { fill: var(--series); font-weight: 500; } .chart line.mark { stroke: var(--quiet); stroke-dasharray: 2 3; } .chart line.ideal { stroke: var(--quiet); stroke-dasharray: 4 3; }
.chart line.gap { stroke: var(--c1); stroke-width: 1.5; } .chart rect.bar { fill: var(--c0); } .chart .dots circle { fill-opacity: .55; stroke: var(--series); stroke-width: 1; }
${COLORS}
@media print { .chart path, .chart circle, .chart rect { print-color-adjust: exact; } }
`;

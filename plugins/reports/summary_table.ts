import type { MetricSummary, SummaryFile } from "./summary.ts";

/** A summary as Markdown: one table a metric set, values as they are (0 to 1), four decimals. */
export function summaryTable(file: SummaryFile): string {
  const parts = [`# ${file.split}: ${file.count} image${file.count === 1 ? "" : "s"}`];
  for (const { title, metrics } of Object.values(file.sets)) {
    parts.push(
      `## ${title}`,
      [
        "| metric | mean | standard deviation | 95 % interval | images |",
        "| --- | ---: | ---: | :---: | ---: |",
        ...Object.entries(metrics).map(([name, values]) => row(name, values)),
      ].join("\n"),
    );
  }
  parts.push(
    `Intervals: percentile bootstrap of the mean over images, ${file.bootstrap.resamples} samples, seed ${file.bootstrap.seed}. ` +
      "Where fewer images are counted than were read, the metric is undefined (0/0) on the others.",
  );
  return `${parts.join("\n\n")}\n`;
}

function row(name: string, { mean, deviation, interval, n }: MetricSummary): string {
  const bounds = interval ? `${number(interval[0])} to ${number(interval[1])}` : "";
  return `| ${name.replaceAll("|", "\\|")} | ${number(mean)} | ${number(deviation)} | ${bounds} | ${n} |`;
}

function number(value: number | null): string {
  return value === null ? "" : value.toFixed(4);
}

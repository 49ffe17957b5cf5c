import { formatBytes } from "@dragsaw/core/files";
import type { Configuration, Plan } from "./plan.ts";

/** What is told of a configuration, in order. */
const ROWS: readonly (readonly [string, (configuration: Configuration) => string])[] = [
  [
    "spacing, mm",
    ({ spacing }) => spacing.map((side) => side === null ? "as is" : shorten(side)).join(" x "),
  ],
  ["median size", ({ medianSize }) => by(medianSize.map(shorten))],
  ["patch", ({ patch }) => by(patch)],
  ["batch", ({ batch }) => `${batch}`],
  ["levels", ({ network }) => `${network.levels}, ${layersText(network)}`],
  ["features", ({ network }) => featuresOf(network).join(" ")],
  ["strides", ({ network }) => network.strides.map((stride) => stride.join("")).join(" ")],
  ["kernels", ({ network }) => network.kernels.map((kernel) => kernel.join("")).join(" ")],
  ["batch Dice", ({ batchDice }) => batchDice ? "yes" : "no"],
  ["memory", ({ memory }) => formatBytes(memory)],
];

/** A plan as lines of text: what holds for all, then a column for each configuration. */
export function describePlan(plan: Plan): string[] {
  const configurations = Object.entries(plan.configurations);
  const table = [
    ["", ...configurations.map(([name]) => name)],
    ...ROWS.map(([title, cell]) => [title, ...configurations.map(([, one]) => cell(one))]),
  ];
  const widths = table[0].map((_, i) => Math.max(...table.map((line) => line[i].length)));
  return [
    `${counted(plan.cases, "case")}, ${counted(plan.classes.length - 1, "class")}: ${
      plan.classes.slice(1).join(", ")
    }`,
    `channels: ${plan.channels.map((name, c) => `${name} (${normalizationText(plan, c)})`).join(", ")}`,
    `depth, height, width: ${plan.order.map((axis) => ["up", "front", "right"][axis]).join(", ")}`,
    `memory: ${formatBytes(plan.budget)}, ${plan.precision}`,
    "",
    ...table.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd()),
  ];
}

function normalizationText({ normalizations }: Plan, c: number): string {
  const { scheme, bodyOnly, intensities } = normalizations[c];
  if (scheme !== "ct" || !intensities) return bodyOnly ? `${scheme} of the body` : scheme;
  return `ct, ${shorten(intensities.low)} to ${shorten(intensities.high)}`;
}

function layersText({ convolutions, blocks }: Configuration["network"]): string {
  const each = `${counted(convolutions, "convolution")} each`;
  return blocks ? `residual blocks ${blocks.join(" ")}, ${each} up` : each;
}

function featuresOf({ baseWidth, levels, maxWidth }: Configuration["network"]): number[] {
  return Array.from({ length: levels }, (_, i) => Math.min(baseWidth * 2 ** i, maxWidth));
}

function by(sides: readonly (number | string)[]): string {
  return sides.join(" x ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;
}

/** At most three decimals. */
function shorten(value: number): string {
  return `${Math.round(value * 1000) / 1000}`;
}

/** Where what a record holds beside losses is shown, in units that are read. */
const PLACES: Readonly<Record<string, readonly [tag: string, factor: number]>> = {
  loss: ["loss/total", 1],
  rate: ["schedule/learning rate", 1],
  epoch: ["schedule/epoch", 1],
  imagesPerSecond: ["speed/images per second", 1],
  dataWait: ["speed/data wait, %", 100],
  residentMegabytes: ["memory/held, MB", 1],
  peakMegabytes: ["memory/most so far, MB", 1],
};

/** Fields that are no numbers of their own. */
const SKIPPED: ReadonlySet<string> = new Set(["event", "step", "seconds"]);

/** Scalars of a record of `metrics.jsonl`: parts of the loss under `loss/`, metrics under `validation/`. */
export function logScalars(record: Readonly<Record<string, unknown>>): Record<string, number> {
  const isValidation = record.event === "validation";
  const found: Record<string, number> = {};
  for (const [name, value] of Object.entries(record)) {
    if (SKIPPED.has(name) || typeof value !== "number") continue;
    const [tag, factor] = isValidation ? [`validation/${name}`, 1] : PLACES[name] ?? [`loss/${name}`, 1];
    found[tag] = factor * value;
  }
  if (isValidation && typeof record.seconds === "number") found["speed/validation, s"] = record.seconds;
  return found;
}

/**
 * Run folders that nothing was trained for: a log as a training writes it, an evaluation by the real reports.
 *
 * @module
 */
import { createRegistry, type EvaluatedCase, type EvaluationSummary, runFolder } from "@dragsaw/core";
import { formatConfig, loadConfig } from "@dragsaw/core/config";
import { stream } from "@dragsaw/core/data";
import { summarize } from "@dragsaw/core/metric";
import { createCalibration, createCsv, createPanels, createSummary } from "@dragsaw/reports";
import { plugins } from "@dragsaw/dragsaw";

/** What a made run is like. */
export interface MadeRun {
  /** Images of its test split. */
  readonly cases: number;
  /** Pixels along their sides. */
  readonly side: number;
  /** Changes of the quickstart's config. */
  readonly set?: readonly string[];
  /** Added to the radius that is predicted. */
  readonly error?: number;
  /** Ids begin with it. */
  readonly prefix?: string;
}

/** Writes one into `folder`. */
export async function makeRun(
  folder: string,
  { cases, side, set = [], error = 2, prefix = "case" }: MadeRun,
): Promise<void> {
  const files = runFolder(folder), test = files.evaluation("test");
  await Deno.mkdir(test, { recursive: true });
  const { config } = await loadConfig("configs/quickstart.yaml", {
    registry: createRegistry(plugins),
    set: [...set],
  });
  await Deno.writeTextFile(files.config, formatConfig(config));
  await Deno.writeTextFile(
    files.environment,
    JSON.stringify({ deno: "2.9.6", backend: "made", log: "x".repeat(300) }),
  );
  await Deno.writeTextFile(
    files.metrics,
    Array.from({ length: 20 }, (_, i) => `${record(10 * (i + 1))}\n`).join(""),
  );
  await Deno.writeTextFile(`${folder}/finished.json`, '{"hash":"made"}\n');
  const reports = [
    createSummary({ resamples: 200, seed: 0 }),
    createCsv(),
    createCalibration(),
    createPanels({ side: 320 }),
  ];
  const rows: EvaluatedCase["metrics"][] = [];
  for (let i = 0; i < cases; i++) {
    const item = disk(`${prefix} ${i}`, side, error);
    rows.push(item.metrics);
    for (const report of reports) await report.onCase(item, test);
  }
  const summary: EvaluationSummary = { split: "test", ...summarize(["dice", "jaccard", "accuracy"], rows) };
  for (const report of reports) await report.onEnd(summary, test);
}

/** A record of `metrics.jsonl`: losses that fall, with a validation now and then. */
export function record(step: number): string {
  const loss = 1.5 * Math.exp(-step / 80) + 0.1 * Math.sin(step);
  const validation = step % 50 === 0
    ? `\n${
      JSON.stringify({
        event: "validation",
        step,
        dice: 0.5 + step / 500,
        jaccard: 0.4 + step / 500,
        seconds: 1,
      })
    }`
    : "";
  return JSON.stringify({
    event: "step",
    step,
    epoch: step / 25,
    loss,
    segmentation: loss / 2,
    overlap: loss / 3,
    rate: 3e-3 * (1 - step / 250),
    seconds: 0.5,
    imagesPerSecond: 100 + step % 7,
    dataWait: 0.02,
    residentMegabytes: 800,
    peakMegabytes: 800 + step,
  }) + validation;
}

/** A noisy disk whose edge is predicted a little too far out. */
function disk(id: string, side: number, error: number): EvaluatedCase {
  const random = stream(0, "disk", id), count = side * side;
  const truth = new Uint8Array(count), prediction = new Uint8Array(count), data = new Uint8Array(count * 3);
  const probability = new Float32Array(count), doubt = new Float32Array(count);
  const [x, y, radius] = [
    random.between(0.3, 0.7) * side,
    random.between(0.3, 0.7) * side,
    random.between(0.1, 0.3) * side,
  ];
  const far = radius + error * random.between(-0.5, 2);
  let [both, wrong] = [0, 0];
  for (let i = 0; i < count; i++) {
    const distance = Math.hypot(i % side - x, Math.floor(i / side) - y), noise = random.between(-12, 12);
    truth[i] = distance < radius ? 1 : 0;
    prediction[i] = distance < far ? 1 : 0;
    probability[i] = 1 / (1 + Math.exp((distance - far) / 3));
    doubt[i] = 4 * probability[i] * (1 - probability[i]);
    if (truth[i] & prediction[i]) both++;
    if (truth[i] !== prediction[i]) wrong++;
    data.set([200 - 90 * truth[i] + noise, 150 - 80 * truth[i] + noise, 130 - 60 * truth[i] + noise], i * 3);
  }
  const dice = 2 * both / (2 * both + wrong);
  return {
    id,
    file: `${id}.png`,
    image: { height: side, width: side, channels: 3, data },
    classes: 2,
    truth,
    prediction,
    probability,
    uncertainty: { prediction: doubt },
    metrics: { dice, jaccard: dice / (2 - dice), accuracy: 1 - wrong / count },
  };
}

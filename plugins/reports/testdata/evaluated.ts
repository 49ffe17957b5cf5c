import type { EvaluatedCase, EvaluationSummary } from "@dragsaw/core";

/** A square image whose prediction is its truth moved by one column, for tests of reports. */
export function evaluated(id: string, metrics: EvaluatedCase["metrics"], side = 8): EvaluatedCase {
  const truth = new Uint8Array(side * side), prediction = new Uint8Array(side * side);
  for (let y = 2; y < side - 2; y++) {
    truth.fill(1, y * side + 2, y * side + side - 2);
    prediction.fill(1, y * side + 3, y * side + side - 1);
  }
  return {
    id,
    file: `images/${id}.jpg`,
    classes: 2,
    image: { height: side, width: side, channels: 3, data: new Uint8Array(side * side * 3).fill(90) },
    truth,
    prediction,
    probability: Float32Array.from(prediction),
    uncertainty: {
      prediction: new Float32Array(side * side),
      "decoder.low": new Float32Array(side * side).fill(1),
    },
    metrics,
  };
}

/** Summary of nothing, for reports that do not read it. */
export const EMPTY: EvaluationSummary = { split: "test", count: 0, means: {}, deviations: {}, defined: {} };

/** Every file below a folder, relative and sorted. */
export async function tree(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${prefix}`)) {
    if (isDirectory) found.push(...await tree(folder, `${prefix}${name}/`));
    else found.push(`${prefix}${name}`);
  }
  return found.sort();
}

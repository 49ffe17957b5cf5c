// Makes the picture of the README from a run of the quickstart: deno run -A tools/quickstart_picture.ts RUN docs/quickstart.png
// Rows: cases of the test split. Columns: image, outlines (truth cyan, prediction yellow), probability, UAFR uncertainty.
import { type Case, type Dataset, type Raster, toInput, writeAtomic } from "@dragsaw/core";
import { colorMap, encodePng, overlay } from "@dragsaw/reports";
import { createProgress } from "../tasks/shared/progress.ts";
import { openPredictor, type Predictor } from "../tasks/predict/predictor.ts";
import { load } from "../tasks/shared/session.ts";

const ZOOM = 2, GAP = 4, CASES = ["test-00001", "test-00005", "test-00008"];

async function panels({ segment, config }: Predictor, dataset: Dataset, item: Case): Promise<Raster[]> {
  const { image, labels } = await dataset.load(item);
  const size: [number, number] = [image.height, image.width];
  const input = [config.size[0], config.size[1]] as const;
  const result = await segment({ data: toInput(image, input, config.normalize), size: input }, size);
  return [
    image,
    overlay(image, { truth: labels!.data, prediction: result.labels }),
    colorMap(result.probability, size),
    colorMap(result.uncertainty["decoder.1"], size),
  ];
}

/** Panels side by side and row under row on white, each pixel `ZOOM` wide. */
function sheet(rows: readonly (readonly Raster[])[]): Raster {
  const { width: w, height: h } = rows[0][0];
  const width = rows[0].length * (w * ZOOM + GAP) - GAP, height = rows.length * (h * ZOOM + GAP) - GAP;
  const data = new Uint8Array(width * height * 3).fill(255);
  rows.forEach((row, r) =>
    row.forEach((panel, c) => {
      for (let y = 0; y < h * ZOOM; y++) {
        for (let x = 0; x < w * ZOOM; x++) {
          const from = (Math.floor(y / ZOOM) * w + Math.floor(x / ZOOM)) * 3;
          const to = ((r * (h * ZOOM + GAP) + y) * width + c * (w * ZOOM + GAP) + x) * 3;
          data.set(panel.data.subarray(from, from + 3), to);
        }
      }
    })
  );
  return { width, height, channels: 3, data };
}

const [run, out] = Deno.args;
const progress = createProgress();
const { registry } = await load(`${run}/config.yaml`, []);
const predictor = await openPredictor(run, {
  checkpoint: "best",
  progress,
  set: [],
  slots: true,
  mirror: false,
});
const dataset = await registry.build("dataset", predictor.config.dataset, { seed: predictor.config.seed });
const rows: Raster[][] = [];
for (const id of CASES) {
  rows.push(await panels(predictor, dataset, dataset.cases("test").find((item) => item.id === id)!));
}
await writeAtomic(out, await encodePng(sheet(rows)));
predictor.close();

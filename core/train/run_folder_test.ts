import { assertEquals } from "@std/assert";
import { openMetricsLog, runFolder, writeMetricsTable } from "./run_folder.ts";

Deno.test("openMetricsLog() takes away steps that will be done again and a torn last line", async () => {
  const path = await Deno.makeTempDir();
  try {
    const folder = runFolder(path);
    const first = await openMetricsLog(folder, 0);
    for (const step of [1, 2, 3]) await first.append({ event: "step", step });
    await Deno.writeTextFile(folder.metrics, '{"event":"st', { append: true });
    const second = await openMetricsLog(folder, 2);
    await second.append({ event: "step", step: 3, again: true });
    const lines = (await Deno.readTextFile(folder.metrics)).trim().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line)), [
      { event: "step", step: 1 },
      { event: "step", step: 2 },
      { event: "step", step: 3, again: true },
    ]);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});

Deno.test("writeMetricsTable() has a row a step with what was computed at it", async () => {
  const path = await Deno.makeTempDir();
  try {
    const folder = runFolder(path);
    const log = await openMetricsLog(folder, 0);
    await log.append({ event: "step", step: 1, loss: 3, seconds: 1.5, peakMegabytes: 800 });
    await log.append({ event: "validation", step: 1, dice: 0.5, jaccard: null, seconds: 2 });
    await log.append({ event: "validation", step: 2, dice: 0.75, jaccard: 0.6 });
    await log.append({ event: "step", step: 3, loss: 2 });
    await writeMetricsTable(folder);
    assertEquals(
      await Deno.readTextFile(folder.metricsTable),
      "step,loss,dice,jaccard\n1,3,0.5,\n2,,0.75,0.6\n3,2,,\n",
    );
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});

import { assertEquals } from "@std/assert";
import { withFolder } from "../../tests/tiny.ts";
import { costOf } from "./cost.ts";

Deno.test("costOf() adds up steps and validations over all starts, and takes the highest peak", async () => {
  await withFolder(async (folder) => {
    const records = [
      { event: "step", step: 10, seconds: 4, peakMegabytes: 700 },
      { event: "validation", step: 10, seconds: 1.5 },
      { event: "step", step: 20, seconds: 2, peakMegabytes: 650 },
    ];
    await Deno.writeTextFile(
      `${folder}/metrics.jsonl`,
      records.map((one) => `${JSON.stringify(one)}\n`).join(""),
    );
    assertEquals(await costOf(folder), { seconds: 7.5, peakBytes: 700e6 });
    await Deno.writeTextFile(`${folder}/metrics.jsonl`, '{"event":"step","step":1,"seconds":1}\n');
    assertEquals(await costOf(folder), { seconds: 1 });
  });
});

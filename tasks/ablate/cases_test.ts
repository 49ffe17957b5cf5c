import { assertEquals, assertThrows } from "@std/assert";
import { createCsv } from "@dragsaw/reports";
import { withFolder } from "../../tests/tiny.ts";
import { parseRecords, readCases } from "./cases.ts";

Deno.test("readCases() reads what the report csv writes, 0/0 as NaN", async () => {
  await withFolder(async (folder) => {
    const report = createCsv();
    const ids = ['with "quotes", and commas', "plain", "a\nb"];
    for (const [i, id] of ids.entries()) {
      const metrics = { dice: 0.1 + i / 3, jaccard: i === 1 ? null : 1e-7 };
      await report.onCase({ id, file: "x.png", image: { height: 2, width: 3 }, metrics } as never, folder);
    }
    await report.onEnd({} as never, folder);
    const read = await readCases(`${folder}/cases.csv`);
    assertEquals(read.map(({ id }) => id), ids.toSorted());
    const byId = Object.fromEntries(read.map(({ id, values }) => [id, values]));
    assertEquals(byId[ids[0]], { dice: 0.1, jaccard: 1e-7 });
    assertEquals(byId[ids[1]], { dice: 0.1 + 1 / 3, jaccard: NaN });
  });
});

Deno.test("parseRecords() knows empty fields, empty quotes, and lines that end in any way", () => {
  assertEquals(parseRecords('a,,""\r\n"x""y",b,\nlast'), [["a", "", ""], ['x"y', "b", ""], ["last"]]);
  assertEquals(parseRecords("\r\n"), [[""]]);
  assertEquals(parseRecords(""), []);
  assertThrows(() => parseRecords('a,"b'), SyntaxError, "found an open quote at character 2");
});

import { assertEquals, assertThrows } from "@std/assert";
import { createCsv, record } from "./csv.ts";
import { EMPTY, evaluated } from "./testdata/evaluated.ts";

Deno.test("record() quotes commas, quotes and line breaks alone", () => {
  assertEquals(
    record(["plain text", "a,b", 'c"d', "e\r\nf", "", null, -0.5]),
    'plain text,"a,b","c""d","e\r\nf",,,-0.5\r\n',
  );
});

Deno.test("csv() writes one row a case by id, empty where a metric is undefined", async () => {
  const folder = await Deno.makeTempDir();
  const report = createCsv();
  await report.onCase(evaluated("b", { dice: null, "m-dice": 1 / 3 }), folder);
  await report.onCase(evaluated("a, first", { dice: 0.25, "m-dice": 0.5 }), folder);
  await report.onEnd(EMPTY, folder);
  assertEquals(
    await Deno.readTextFile(`${folder}/cases.csv`),
    "id,file,height,width,dice,m-dice\r\n" +
      '"a, first","images/a, first.jpg",8,8,0.25,0.5\r\n' +
      `b,images/b.jpg,8,8,,${1 / 3}\r\n`,
  );
  await report.onEnd(EMPTY, folder);
  assertEquals(
    await Deno.readTextFile(`${folder}/cases.csv`),
    "id,file,height,width\r\n",
    "nothing is left of the last evaluation",
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("csv() refuses NaN, naming case and metric", () => {
  assertThrows(
    () => createCsv().onCase(evaluated("x", { dice: NaN }), "nowhere"),
    RangeError,
    '"dice" of "x"',
  );
});

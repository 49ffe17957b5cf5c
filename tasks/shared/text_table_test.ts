import { assertEquals } from "@std/assert";
import { textTable } from "./text_table.ts";

Deno.test("textTable() lines up names to the left and numbers to the right", () => {
  const rows = [{ op: "Conv2D", ms: "12.5" }, { op: "Mul", ms: "" }];
  const columns = [
    { title: "op", cell: ({ op }: typeof rows[number]) => op },
    { title: "milliseconds", right: true, cell: ({ ms }: typeof rows[number]) => ms },
  ];
  assertEquals(textTable(columns, rows), ["  op      milliseconds", "  Conv2D          12.5", "  Mul"]);
});

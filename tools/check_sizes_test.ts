import { assertEquals } from "@std/assert";
import { checkSizes, highMedian, longFile, longFunctions } from "./check_sizes.ts";
import { plant } from "./testdata/plant.ts";

function body(lines: number): string {
  return "  work();\n".repeat(lines);
}

Deno.test("checkSizes() finds a planted long file and function", () =>
  plant(
    { "core/mod.ts": `export function work() {\n${body(400)}}\n`, "core/small.ts": "\n" },
    async (root) => {
      assertEquals(await checkSizes(root), [
        "core/mod.ts: 402 lines, at most 300",
        "core/mod.ts:1: work() has 402 lines, at most 40",
      ]);
    },
  ));

Deno.test("longFile() takes 300 lines, of a task 60", () => {
  assertEquals(longFile("core/x.ts", body(300)), []);
  assertEquals(longFile("core/x.ts", body(301)).length, 1);
  assertEquals(longFile("tasks/x.ts", body(61)).length, 1);
  assertEquals(longFile("tasks/x_test.ts", body(61)).length, 0);
  assertEquals(longFile("tasks/shared/x.ts", body(61)).length, 0);
});

Deno.test("longFunctions() counts from the signature to the brace in the first column", () => {
  const long = `export async function work(\n  x: number,\n): Promise<void> {\n${body(37)}}\n`;
  assertEquals(longFunctions("core/x.ts", `/** Docs. */\n${long}`), [
    "core/x.ts:2: work() has 41 lines, at most 40",
  ]);
  assertEquals(longFunctions("core/x.ts", `export function work() {\n${body(38)}}\n${body(99)}`), []);
  assertEquals(longFunctions("core/x.ts", `export function work() {}\n${body(99)}`), []);
  assertEquals(longFunctions("core/x.ts", `function inner() {\n${body(99)}}\n`), []);
});

Deno.test("highMedian() looks at the middle file, not at the mean", () => {
  assertEquals(highMedian([10, 20, 290]), []);
  assertEquals(highMedian([10, 120, 121]).length, 1);
  assertEquals(highMedian([]), []);
});

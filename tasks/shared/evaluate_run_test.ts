import { assertEquals } from "@std/assert";
import { table } from "./evaluate_run.ts";

Deno.test("table() lines its columns up and shows what is not defined as -", () => {
  const summary = {
    split: "val",
    count: 12,
    means: { dice: 0.91234, "m-dice": null },
    deviations: { dice: 0.01, "m-dice": null },
    defined: { dice: 12, "m-dice": 0 },
  };
  assertEquals(table(summary, "last").split("\n"), [
    "val: 12 images at their own size, last checkpoint",
    "  metric    mean  deviation  images",
    "  dice    0.9123     0.0100      12",
    "  m-dice       -          -       0",
  ]);
});

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import type { Precision } from "@dragsaw/core";
import type { Line } from "./testdata/step_probe.ts";

const ignore = !(await tensorflow.probe()).ok;
const PRECISIONS: readonly Precision[] = ["float32", "bfloat16"];

/** Megabytes that the last quarter of the steps may hold more than the second. */
const GROWTH = 5;

/** Makes updates in a process of their own. @returns What it held meanwhile, and the SHA-256 of all weights at the end. */
async function probe(steps: number, precision: Precision): Promise<{ lines: Line[]; sha: string }> {
  const script = new URL("./testdata/step_probe.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--v8-flags=--expose-gc", script, `${steps}`, precision],
    cwd: new URL("..", import.meta.url),
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  const all = new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
  return { sha: all.pop(), lines: all };
}

/** The value in the middle of what `part` (of 4) of the steps hold. */
function ofQuarter(lines: readonly Line[], part: number): number {
  const quarter = lines.slice(lines.length * part / 4, lines.length * (part + 1) / 4);
  return quarter.map(({ resident }) => resident).sort((a, b) => a - b)[quarter.length >> 1];
}

Deno.test({
  name: "2000 compiled steps with batch norm, dropout and Adam hold no more memory in the end",
  ignore,
  async fn() {
    const { lines } = await probe(2000, "float32");
    assertEquals(lines.length, 200);
    const quarters = [0, 1, 2, 3].map((part) => ofQuarter(lines, part));
    const text = quarters.map((megabytes) => megabytes.toFixed(1)).join("  ");
    Deno.stdout.writeSync(new TextEncoder().encode(`MB resident by quarters of 2000 steps: ${text}\n`));
    for (const count of ["tensors", "handles"] as const) {
      assertEquals(new Set(lines.map((line) => line[count])).size, 1, `The number of ${count} changes`);
    }
    assertLess(quarters[3] - quarters[1], GROWTH, `Megabytes by quarters: ${text}`);
  },
});

for (const precision of PRECISIONS) {
  Deno.test({
    name: `two processes train to the same bits in ${precision}`,
    ignore,
    async fn() {
      const [one, other, shorter] = [
        await probe(50, precision),
        await probe(50, precision),
        await probe(49, precision),
      ];
      assertMatch(one.sha, /^[0-9a-f]{64}$/);
      assertEquals(other.sha, one.sha);
      assert(shorter.sha !== one.sha);
    },
  });
}

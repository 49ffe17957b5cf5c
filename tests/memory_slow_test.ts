import { assert, assertEquals } from "@std/assert";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { mustRun } from "./cli.ts";
import type { Held } from "./testdata/memory_probe.ts";
import { withFolder, writeTiny } from "./tiny.ts";

/** Data workers, validations and saves take what they need bit by bit: up to 2,500 steps nothing was added after 900. */
const STEPS = 1000, SETTLED = 600;
const SET = [`train.steps=${STEPS}`, "train.validateEvery=40", "train.saveEvery=100"];

/** What may be added after the first steps with garbage collected at each, in megabytes. */
const HELD = 30;
/** The same without: V8 lets garbage grow to its liking before it collects, and gives pages back later still. */
const WITH_GARBAGE = 200;

const ignore = !(await tensorflow.probe()).ok;

for (const accumulate of [1, 2]) {
  Deno.test({
    name:
      `${STEPS} steps with accumulate ${accumulate} keep the number of tensors and the memory of the process`,
    ignore,
    fn: () =>
      withFolder(async (folder) => {
        const lines = await probe(
          await writeTiny(folder),
          `${folder}/run`,
          ...SET,
          `train.accumulate=${accumulate}`,
        );
        assertEquals(lines.length, STEPS);
        report(`accumulate ${accumulate}, garbage collected`, lines.map(({ resident }) => resident));
        assertEquals(new Set(lines.map(({ tensors }) => tensors)).size, 1, "The number of tensors changes");
        const settled = lines[SETTLED - 1], last = lines[STEPS - 1];
        const grown = { resident: last.resident - settled.resident, heap: last.heap - settled.heap };
        assert(
          grown.resident < HELD && grown.heap < HELD / 3,
          `Grown after step ${SETTLED}: ${Deno.inspect(grown)}`,
        );
      }),
  });
}

Deno.test({
  name: `train keeps its memory over ${STEPS} steps`,
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const run = `${folder}/run`;
      await mustRun("train", [
        await writeTiny(folder),
        "--run",
        run,
        ...SET.flatMap((set) => ["--set", set]),
      ]);
      const memory = (await Deno.readTextFile(`${run}/metrics.jsonl`)).trim().split("\n")
        .map((line) => JSON.parse(line) as { event: string; residentMegabytes: number })
        .filter(({ event }) => event === "step").map(({ residentMegabytes }) => residentMegabytes);
      assertEquals(memory.length, STEPS);
      report("train", memory);
      const grown = memory[STEPS - 1] - memory[SETTLED - 1];
      assert(grown < WITH_GARBAGE, `Grown by ${grown} MB after step ${SETTLED}`);
    }),
});

async function probe(...args: string[]): Promise<Held[]> {
  const script = new URL("./testdata/memory_probe.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--v8-flags=--expose-gc", script, ...args],
    cwd: new URL("..", import.meta.url),
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert(success, text(stderr));
  return text(stdout).trim().split("\n").map((line) => JSON.parse(line) as Held);
}

/** Figures for whoever reads the log of the slow tests. */
function report(what: string, memory: readonly number[]): void {
  const at = [1, 100, 200, 400, SETTLED, STEPS].map((step) => `${step}: ${memory[step - 1].toFixed(0)}`);
  const text = `${what}, MB resident after step ${at.join("  ")}\n`;
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

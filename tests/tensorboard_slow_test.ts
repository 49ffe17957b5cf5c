import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { readSafetensors } from "@dragsaw/core";
import { stream } from "@dragsaw/core/data";
import { eventFiles, logScalars } from "@dragsaw/reports";
import { mustRun } from "./cli.ts";
import { killed } from "./resume.ts";
import { filesIn, STEPS, withFolder, writeTiny } from "./tiny.ts";

/** What TensorBoard finds, by tag: the step first. */
interface Found {
  readonly scalars: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly images: Readonly<Record<string, readonly (readonly [number, number, number, string])[]>>;
  readonly histograms: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>>;
}

type LogRecord = Readonly<Record<string, number>>;

const python = (...args: string[]) => new Deno.Command("python3", { args }).output().catch(() => null);

const missing = (await python("-c", "import tensorboard"))?.success
  ? ""
  : " (skipped: no python3 with tensorboard)";

/** Asks the real TensorBoard. */
async function read(folder: string): Promise<Found> {
  const output = (await python(new URL("testdata/read_events.py", import.meta.url).pathname, folder))!;
  if (!output.success) throw new Error(new TextDecoder().decode(output.stderr));
  return JSON.parse(new TextDecoder().decode(output.stdout)) as Found;
}

async function logOf(run: string): Promise<LogRecord[]> {
  const lines = (await Deno.readTextFile(`${run}/metrics.jsonl`)).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** Every number of a log, by tag, as four bytes hold it. */
function scalarsOf(log: readonly LogRecord[]): Record<string, [number, number][]> {
  const found: Record<string, [number, number][]> = {};
  for (const record of log) {
    for (const [tag, value] of Object.entries(logScalars(record))) {
      (found[tag] ??= []).push([record.step, Math.fround(value)]);
    }
  }
  return found;
}

const measured = ([tag]: [string, unknown]) => tag.startsWith("test/");

/** That histograms tell of all matrices of the best network. */
async function assertWeights(run: string, { histograms }: Found): Promise<void> {
  const { tensors, metadata } = readSafetensors(
    await Deno.readFile(`${run}/checkpoints/best.safetensors`),
    "",
  );
  const { step } = JSON.parse(metadata.progress) as { step: number };
  const groups: Record<string, number[]> = {};
  for (const [name, { shape, data }] of tensors) {
    if (shape.length < 2) continue;
    const tag = `weights/${name.split(".").slice(0, -1).slice(0, 3).join(".")}`;
    (groups[tag] ??= []).push(...new Float32Array(data.slice().buffer));
  }
  for (const [tag, values] of Object.entries(groups)) {
    const [, count, sum, binned] = histograms[tag].find(([at]) => at === step)!;
    assertEquals([count, binned], [values.length, values.length], tag);
    assertAlmostEquals(sum, values.reduce((a, b) => a + b, 0), 1e-9);
  }
}

Deno.test({
  name: `TensorBoard lists every number, picture and histogram of a run, as it trains and after${missing}`,
  ignore: missing !== "",
  fn: () =>
    withFolder(async (folder) => {
      const run = `${folder}/run`, options = ["train.tensorboard=true", "reports=[summary,csv,panels]"];
      await mustRun("train", [
        ...[await writeTiny(folder), "--run", run],
        ...options.flatMap((option) => ["--set", option]),
      ]);
      const live = await read(run), log = await logOf(run);
      const { scalars, images } = live, isOfLog = (entry: [string, unknown]) => !measured(entry);
      assertEquals(Object.fromEntries(Object.entries(scalars).filter(isOfLog)), scalarsOf(log));
      assertEquals(Object.entries(scalars).filter(measured).length, 5);
      const validations = log.filter(({ event }) => `${event}` === "validation").map(({ step }) => step);
      const strips = Object.entries(images).filter(([tag]) => tag.startsWith("validation/"));
      assertEquals(strips.length, 3);
      for (const [, shown] of strips) {
        assertEquals(shown.map(([step]) => step), validations);
        assertEquals(shown[0].slice(1), [48 * 6, 48, "ffd8"]);
      }
      for (const shown of Object.values(live.histograms)) {
        assertEquals(shown.map(([step]) => step), validations);
      }
      assertEquals(Object.keys(images).filter((tag) => /^test (worst|best)\//.test(tag)).length, 2);
      await assertWeights(run, live);

      for (const file of await eventFiles(run)) await Deno.remove(file);
      assertMatch(
        (await mustRun("tensorboard", [folder])).stdout,
        /run: 18 moments\nLook: tensorboard --logdir/,
      );
      const after = await read(run);
      assertEquals(after.scalars, scalars);
      await assertWeights(run, after);
    }),
});

Deno.test({
  name: `a training that was killed leaves TensorBoard no event twice${missing}`,
  ignore: missing !== "",
  fn: () =>
    withFolder(async (folder) => {
      const run = `${folder}/run`, args = [await writeTiny(folder), "--set", "train.tensorboard=true"];
      await killed(args, run, { steps: STEPS, times: 1, random: stream("kills", "events") });
      const { scalars } = await read(run), log = scalarsOf(await logOf(run));
      for (const [tag, found] of Object.entries(log)) assertEquals(scalars[tag], found, tag);
      const names = await filesIn(run);
      assertEquals(
        names.filter((name) => /^events\.out\.tfevents\.\d+\..*\.training$/.test(name)).length >= 2,
        true,
      );
      // Beginning anew takes them away
      await mustRun("train", [...args, "--run", run, "--restart"]);
      assertEquals((await eventFiles(run, "training")).length, 1);
    }),
});

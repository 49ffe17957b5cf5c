import { assert, assertEquals } from "@std/assert";
import { stream } from "../data/random.ts";
import { summarize } from "../metric/summarize.ts";
import type { EvaluatedCase, Report } from "../report/report.ts";
import type { Register } from "./model_suite.ts";

/** A report to put through {@linkcode reportSuite}. */
export interface ReportCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it. */
  readonly build: () => Report;
}

/** What every report must do; see {@linkcode Report}. Writes into a temporary folder. */
export function reportSuite({ name, build }: ReportCase, register: Register = Deno.test): void {
  register(`${name} writes whole files, the same again for the same evaluation`, async () => {
    const report = build(), first = await written(report), again = await written(report);
    assert(first.size > 0, "It wrote nothing");
    for (const [file, bytes] of first) assert(bytes.length > 0, `${file} is empty`);
    assertEquals([...again.keys()], [...first.keys()]);
    for (const [file, bytes] of first) assertEquals(again.get(file), bytes, file);
    assertEquals([...(await written(build())).keys()], [...first.keys()]);
  });

  register(`${name} leaves the cases as they are`, async () => {
    const report = build(), before = cases(), seen = cases();
    await inFolder(async (folder) => {
      for (const item of seen) await report.onCase(item, folder);
      assertEquals(seen, before);
      await report.onEnd({ split: "test", ...summaryOf(seen) }, folder);
    });
  });
}

/** Three images of other sizes with a metric that one of them lacks; the second has a name that folders must not see. */
function cases(): EvaluatedCase[] {
  return ["a", "b/../c d", "z"].map((id, at): EvaluatedCase => {
    const height = 12 + at, width = 16, pixels = height * width, random = stream("report suite", id);
    const truth = Uint8Array.from({ length: pixels }, (_, i) => i % width > 4 && i % width < 11 ? 1 : 0);
    const probability = Float32Array.from(truth, (label) => 0.8 * label + 0.1 * random.uniform());
    return {
      id,
      file: "",
      image: {
        width,
        height,
        channels: 3,
        data: Uint8Array.from({ length: 3 * pixels }, () => random.integer(256)),
      },
      classes: 2,
      prediction: Uint8Array.from(truth, (label, i) => i % 7 === 0 ? 1 - label : label),
      truth,
      probability,
      uncertainty: { prediction: probability.map((p) => 1 - Math.abs(2 * p - 1)) },
      metrics: { dice: 0.5 + at / 10, jaccard: at === 0 ? null : 0.4 },
    };
  });
}

function summaryOf(items: readonly EvaluatedCase[]) {
  return summarize(["dice", "jaccard"], items.map(({ metrics }) => metrics));
}

/** The files of one evaluation, by path. */
async function written(report: Report): Promise<Map<string, Uint8Array>> {
  return await inFolder(async (folder) => {
    const items = cases();
    for (const item of items) await report.onCase(item, folder);
    await report.onEnd({ split: "test", ...summaryOf(items) }, folder);
    return await filesIn(folder);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "dragsaw_report_" });
  try {
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filesIn(folder: string, under = ""): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${under}`));
  for (const { name, isDirectory } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${under}${name}`;
    if (!isDirectory) found.set(path, await Deno.readFile(`${folder}/${path}`));
    else for (const [inner, bytes] of await filesIn(folder, `${path}/`)) found.set(inner, bytes);
  }
  return found;
}

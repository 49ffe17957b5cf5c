/**
 * Our side of `deno task bench loader`: makes batches when asked to, as a training does. `../job.ts` says what is spoken.
 *
 * @module
 */
import { type Case, createLoader, IMAGENET, type Loader } from "@dragsaw/core/data";
import { createRegistry } from "@dragsaw/core/registry";
import { dataPlugins } from "../../data_plugins.ts";
import type { Message } from "../job.ts";
import { lines } from "../lines.ts";
import { memory } from "../ours/memory.ts";
import type { LoaderJob } from "./job.ts";

const PREFETCH = 4;
/** The paper's, as `peer.py` has it. */
const AUGMENT = [{ type: "affine" }, { type: "flip" }, { type: "hue-saturation" }];

async function open({ root, size, batch, workers, kept }: LoaderJob): Promise<Loader> {
  const dataset = { type: "folder", root, allow: ["empty-mask", "full-mask", "grey-edges"] };
  const opened = await createRegistry([...dataPlugins]).build("dataset", dataset, { seed: 0 });
  const cases: Case[] = [...opened.cases("train"), ...opened.cases("val"), ...opened.cases("test")];
  const worker = new URL("../../loader_worker.ts", import.meta.url);
  return createLoader({
    dataset,
    cases,
    augment: AUGMENT,
    batchSize: batch,
    size: [size, size],
    normalize: IMAGENET,
    seed: 0,
    prefetch: PREFETCH,
    workers,
    cacheMegabytes: kept ? 2 ** 20 : 0,
    spawn: () => new Worker(worker, { type: "module" }),
  });
}

async function main(job: LoaderJob): Promise<void> {
  const footprint = memory("VmRSS"), loader = await open(job);
  let next = 0;
  const make = () => loader.batch(next++);
  // A worker keeps what it decoded itself: after six passes two of them still lack one case in sixty.
  const passes = job.kept ? job.workers > 1 ? 6 : 2 : 0;
  while (next < passes * loader.stepsPerEpoch) await make();
  say({ ready: { parameters: 0, footprint, about: { Deno: Deno.version.deno } } });
  for await (const line of lines(Deno.stdin.readable)) {
    const { steps } = JSON.parse(line) as { steps: number };
    // Made while it was not our turn
    for (let i = 0; i <= PREFETCH; i++) await make();
    const start = performance.now();
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += (await make()).images[0];
    const seconds = (performance.now() - start) / 1000 / steps;
    say({ done: { seconds: [seconds], losses: [sum], peak: memory("VmHWM") } });
  }
}

function say(message: Message): void {
  let bytes = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

try {
  await main(JSON.parse(Deno.args[0]) as LoaderJob);
  Deno.exit(0);
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  Deno.exit(1);
}

/**
 * Our side of `deno task bench`: makes training steps when asked to. `job.ts` says what is spoken.
 *
 * Started with all permissions: Deno opens /proc, where memory stands, to nothing less.
 *
 * @module
 */
import type { Backend } from "@dragsaw/core";
import type { Job, Message } from "./job.ts";
import { lines } from "./lines.ts";
import { buildExperimentStep } from "./ours/experiment.ts";
import { memory } from "./ours/memory.ts";
import { openTensorFlow } from "./ours/open.ts";
import { buildProduct } from "./ours/product.ts";
import { buildVolumeStep } from "./ours/volume.ts";
import type { Work } from "./ours/work.ts";

const encoder = new TextEncoder();

function say(message: Message): void {
  let bytes = encoder.encode(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

async function build(job: Job): Promise<Work> {
  if (job.network === "product") return buildProduct(job);
  return job.network === "unet3d" ? buildVolumeStep(job) : await buildExperimentStep(job);
}

function about({ environment: { tensorflow, intraThreads, cpuFeatures } }: Backend): Record<string, string> {
  return {
    TensorFlow: String(tensorflow),
    Deno: Deno.version.deno,
    threads: String(intraThreads),
    features: String(cpuFeatures),
  };
}

async function main(job: Job): Promise<void> {
  const backend = await openTensorFlow(job.threads);
  const footprint = memory("VmRSS");
  const work = await build(job);
  say({ ready: { parameters: work.parameters, footprint, about: about(backend) } });
  for await (const line of lines(Deno.stdin.readable)) {
    const { steps } = JSON.parse(line) as { steps: number };
    const seconds: number[] = [], losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const start = performance.now();
      losses.push(await work.step());
      seconds.push((performance.now() - start) / 1000);
    }
    say({ done: { seconds, losses, peak: memory("VmHWM") } });
  }
}

try {
  await main(JSON.parse(Deno.args[0]) as Job);
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  Deno.exit(1);
}

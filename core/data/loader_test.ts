import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import type { Batch } from "./batch.ts";
import { DataError } from "./dataset.ts";
import { IMAGENET } from "./input.ts";
import { LoadError } from "./load_error.ts";
import { createLoader, type LoaderOptions } from "./loader.ts";
import { openToy, toyCases } from "./testdata/toy.ts";
import { workerLanes } from "./worker_pool.ts";

const spawn = () => new Worker(new URL("./testdata/toy_worker.ts", import.meta.url), { type: "module" });

function options(changes: Partial<LoaderOptions> = {}): LoaderOptions {
  const dataset = { type: "toy" };
  return {
    dataset,
    cases: toyCases,
    augment: [],
    batchSize: 4,
    size: [6, 6],
    normalize: IMAGENET,
    seed: 3,
    prefetch: 2,
    workers: 0,
    open: openToy,
    spawn,
    ...changes,
  };
}

async function batches(changes: Partial<LoaderOptions>, from: number, to: number): Promise<Batch[]> {
  const loader = createLoader(options(changes));
  try {
    const made: Batch[] = [];
    for (let step = from; step < to; step++) made.push(await loader.batch(step));
    return made;
  } finally {
    loader.close();
  }
}

Deno.test("createLoader() gives the same bytes whatever the workers, the prefetch and the first step", async () => {
  const wanted = await batches({}, 0, 9);
  for (const workers of [1, 3]) assertEquals(await batches({ workers }, 0, 9), wanted);
  assertEquals(await batches({ prefetch: 0 }, 0, 9), wanted);
  assertEquals(await batches({ workers: 2, prefetch: 5, steps: 9 }, 4, 9), wanted.slice(4));
});

Deno.test("createLoader() augments a case anew each epoch, and with another seed", async () => {
  const { id } = toyCases[0];
  const image = ({ ids, images }: Batch) =>
    images.slice(ids.indexOf(id) * 108, (ids.indexOf(id) + 1) * 108).join();
  const seen = (await batches({}, 0, 12)).filter(({ ids }) => ids.includes(id)).map(image);
  assertEquals(seen.length >= 3, true);
  assertEquals(new Set(seen).size, seen.length);
  const other = (await batches({ seed: 4 }, 0, 12)).filter(({ ids }) => ids.includes(id)).map(image);
  assertEquals(seen.some((text) => other.includes(text)), false);
});

Deno.test("createLoader() keeps images and labels together and gives each batch shapes as said", async () => {
  const [batch] = await batches({ workers: 2 }, 0, 1);
  assertEquals([batch.images.length, batch.labels.length], [4 * 6 * 6 * 3, 4 * 6 * 6]);
  assertEquals([batch.ids.length, new Set(batch.ids).size, batch.channels, [...batch.size]], [4, 4, 3, [
    6,
    6,
  ]]);
});

Deno.test("createLoader() makes batches in a worker while the calling thread is busy", async () => {
  const reads = new Int32Array(new SharedArrayBuffer(4)), dataset = { type: "toy", reads };
  const loader = createLoader(options({ workers: 1, prefetch: 4, cacheMegabytes: 0, dataset }));
  await loader.batch(0);
  // Nothing else runs on this thread meanwhile: were batches made here, the number would stand still.
  while (Atomics.load(reads, 0) < 5 * 4) {
    const seen = Atomics.load(reads, 0);
    if (seen < 5 * 4 && Atomics.wait(reads, 0, seen, 60_000) === "timed-out") break;
  }
  assertEquals(Atomics.load(reads, 0), 5 * 4);
  loader.close();
});

Deno.test("createLoader() rejects a batch with the case, the stage and the cause, and goes on with the others", async () => {
  for (const workers of [0, 1, 2]) {
    const loader = createLoader(options({ workers, dataset: { type: "toy", damaged: "toy-5" } }));
    const outcome = await Promise.allSettled([0, 1, 2].map((step) => loader.batch(step)));
    const errors = outcome.flatMap((result) => result.status === "rejected" ? [result.reason] : []);
    assertEquals(errors.length, 1);
    const error = errors[0] as LoadError;
    assertEquals([error instanceof LoadError, error.caseId, error.stage], [true, "toy-5", "read"]);
    assertEquals(error.cause instanceof DataError && error.cause.defects[0].file, "toy-5.png");
    assertStringIncludes(error.message, "cut short");
    loader.close();
  }
});

Deno.test("createLoader() tells of a dataset that does not open", async () => {
  for (const workers of [0, 2]) {
    const loader = createLoader(options({ workers, dataset: { type: "toy", unreadable: true } }));
    const error = await assertRejects(() => loader.batch(0), LoadError, "Expected a folder");
    assertEquals(error.stage, "open");
    await assertRejects(() => loader.batch(1), LoadError);
    loader.close();
  }
});

Deno.test("createLoader() tells of a worker that died", async () => {
  const loader = createLoader(options({ workers: 2, dataset: { type: "toy", fatal: "toy-5" }, prefetch: 3 }));
  const error = await assertRejects(
    async () => {
      for (let step = 0; step < 4; step++) await loader.batch(step);
    },
    LoadError,
    "out of luck",
  );
  assertEquals(error.stage, "worker");
  loader.close();
});

Deno.test("workerLanes() gives up a worker that does not answer, but not one that is slow", async () => {
  const gone = options({ workers: 1, spawn: mute, dataset: { type: "toy" } });
  const lost = workerLanes(gone, 20);
  await assertRejects(
    () => lost.wait(lost.lanes[0].make({ step: 0, epoch: 0, places: [0] }, toyCases)),
    LoadError,
    "has not answered",
  );
  lost.close();
  const slow = workerLanes(options({ workers: 1, dataset: { type: "toy", silent: "toy-0" } }), 100);
  const waiting = slow.wait(slow.lanes[0].make({ step: 0, epoch: 0, places: [0] }, toyCases));
  const still = await Promise.race([waiting.catch((error) => error), later(700)]);
  assertEquals(still, "still waiting");
  slow.close();
  await assertRejects(() => waiting, LoadError, "was closed");
});

Deno.test("createLoader() refuses what it cannot work with", () => {
  assertThrows(() => createLoader(options({ batchSize: 14 })), RangeError, "at most 13");
  const { open: _open, ...noOpen } = options();
  assertThrows(() => createLoader(noOpen), RangeError, "open");
  const { spawn: _spawn, ...noSpawn } = options({ workers: 1 });
  assertThrows(() => createLoader(noSpawn), RangeError, "spawn");
});

/** A worker that takes everything and says nothing. */
function mute(): Worker {
  return new Worker("data:text/javascript,self.onmessage=()=>{}", { type: "module" });
}

function later(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve("still waiting"), ms));
}

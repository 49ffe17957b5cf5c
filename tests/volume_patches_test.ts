import { assert, assertEquals } from "@std/assert";
import type { Batch, Loader } from "@dragsaw/core/data";
import { ignore, planVolumes, reason, volumeLoader } from "./volumes.ts";

const ATRIUM = {
  type: "nifti",
  root: "la2018_left_atrium",
  channels: ["MRI"],
  labels: { background: 0, atrium: 1 },
};

/** The first batches of a loader, which is closed. */
async function first(loader: Loader, count: number): Promise<Batch[]> {
  try {
    return await Promise.all(Array.from({ length: count }, (_, step) => loader.batch(step)));
  } finally {
    loader.close();
  }
}

/** Hash of every value, in order. */
async function hash(batches: readonly Batch[]): Promise<string> {
  const bytes = batches.flatMap(({ images, labels }) => [images.buffer, labels.buffer]);
  const digest = await crypto.subtle.digest("SHA-256", await new Blob(bytes as ArrayBuffer[]).arrayBuffer());
  return new Uint8Array(digest).toHex();
}

Deno.test({
  name:
    `patches of real volumes are the same bytes with any number of workers, from memory and disk${reason}`,
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const volumes = await planVolumes({ type: "decathlon", root: "Task04_Hippocampus" }, 5, folder);
    const wanted = await first(await volumeLoader(volumes), 3), sum = await hash(wanted);
    for (const changes of [{ workers: 1, cacheMegabytes: 0 }, { workers: 2 }]) {
      assertEquals(await hash(await first(await volumeLoader(volumes, changes), 3)), sum);
    }
    for (const { size, images, labels, ids } of wanted) {
      assertEquals([[...size], ids.length], [[...volumes.plan.patch], volumes.plan.batchSize]);
      assert(images.every(Number.isFinite) && labels.every((id) => id <= 2));
      const each = labels.length / ids.length;
      // The last third is sure to hold foreground
      const sure = labels.subarray(Math.round(.67 * ids.length) * each);
      for (let at = 0; at < sure.length; at += each) {
        assert(sure.subarray(at, at + each).some((id) => id > 0));
      }
    }
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: `patches of a real volume read less than the volume, and come from it${reason}`,
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const volumes = await planVolumes(ATRIUM, 1, folder);
    const patch = { augment: [], size: [16, 24, 32], batchSize: 3 };
    const [{ images, labels }] = await first(await volumeLoader(volumes, patch), 1);
    const each = 16 * 24 * 32, values = new Set(images.subarray(2 * each));
    assert(values.size > 20 && labels.subarray(2 * each).includes(1));
    const item = volumes.cases[0], sample = await volumes.dataset.volumes!.load(item);
    const known = new Set(volumes.plan.prepare(item.id, sample).image);
    // Zeros are beyond its border
    for (const value of values) assert(value === 0 || known.has(value));
    await Deno.remove(folder, { recursive: true });
  },
});

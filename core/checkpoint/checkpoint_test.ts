import { assertEquals, assertRejects } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { filesIn, sha256, withFolder } from "../../tests/tiny.ts";
import { createParameters, type Parameters } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import {
  CheckpointError,
  type CheckpointInfo,
  loadCheckpoint,
  readCheckpointInfo,
  saveCheckpoint,
} from "./checkpoint.ts";
import { writeSafetensors } from "./safetensors.ts";

const info: CheckpointInfo = {
  step: 7,
  best: { step: 5, value: 0.875 },
  config: "abc",
  data: { classes: ["background", "lesion"], channels: 3 },
};

/** A kernel, a scalar, a running average and one with nothing in it. */
function network(seed: number, changes: { width?: number; extra?: boolean } = {}): Parameters {
  const parameters = createParameters(seed);
  parameters.weight("conv.weight", [2, changes.width ?? 3], { kind: "normal", deviation: 1 });
  parameters.weight("scale", [], { kind: "ones" });
  parameters.state("conv.mean", [3], seed);
  parameters.state("empty", [0, 4], 0);
  if (changes.extra) parameters.weight("extra", [1], { kind: "zeros" });
  return parameters;
}

const values = ({ all }: Parameters) => all.map(({ name, variable }) => [name, [...variable.dataSync()]]);

function withNetworks<T>(made: Parameters[], fn: (...networks: Parameters[]) => Promise<T>): Promise<T> {
  return fn(...made).finally(() => made.forEach((parameters) => parameters.dispose()));
}

onEachBackend("a checkpoint gives back every bit of every tensor, and where the training stood", async () => {
  await withFolder((folder) =>
    withNetworks([network(1), network(2)], async (one, two) => {
      one.all[0].variable.assign(tf.tidy(() => tf.tensor2d([[0.1, -0, 1e-40], [3.4e38, 1 / 3, -7]])));
      const file = `${folder}/a/b/last.safetensors`;
      await saveCheckpoint(file, one.all, info);
      assertEquals(await loadCheckpoint(file, two.all), info);
      assertEquals(values(two), values(one));
      assertEquals(await readCheckpointInfo(file), info);
      const again = `${folder}/again.safetensors`;
      await saveCheckpoint(again, two.all, info);
      assertEquals(await sha256(again), await sha256(file));
      assertEquals(await filesIn(folder), ["a/b/last.safetensors", "again.safetensors"]);
    })
  );
}, { keepsTensors: true });

onEachBackend("a checkpoint loads into a part of what it holds, with no best yet", async () => {
  await withFolder((folder) =>
    withNetworks([network(1, { extra: true }), network(2)], async (whole, part) => {
      const file = `${folder}/x`;
      await saveCheckpoint(file, whole.all, { ...info, best: null });
      assertEquals((await loadCheckpoint(file, part.all)).best, null);
      assertEquals(values(part), values(whole).slice(0, -1));
    })
  );
});

onEachBackend("loadCheckpoint() names every tensor that does not fit and changes none", async () => {
  await withFolder((folder) =>
    withNetworks([network(1), network(2, { width: 4, extra: true })], async (one, other) => {
      const file = `${folder}/x`, before = values(other);
      await saveCheckpoint(file, one.all, info);
      const error = await assertRejects(() => loadCheckpoint(file, other.all), CheckpointError);
      assertEquals(error.message.split("\n"), [
        `Cannot load "${file}" into this network:`,
        '  "conv.weight": found F32 [2, 3], wanted F32 [2, 4]',
        '  "extra": found nothing, wanted F32 [1]',
      ]);
      assertEquals(values(other), before);
    })
  );
});

onEachBackend("saveCheckpoint() refuses what is not finite and leaves the good checkpoint", async () => {
  await withFolder((folder) =>
    withNetworks([network(1)], async (parameters) => {
      const file = `${folder}/x`;
      await saveCheckpoint(file, parameters.all, info);
      const good = await sha256(file);
      for (const value of [NaN, Infinity, -Infinity]) {
        tf.tidy(() => parameters.all[1].variable.assign(tf.scalar(value)));
        await assertRejects(
          () => saveCheckpoint(file, parameters.all, { ...info, step: 8 }),
          CheckpointError,
          `Cannot save "${file}": "scale" holds values that are not finite at step 8`,
        );
      }
      assertEquals(await filesIn(folder), ["x"]);
      assertEquals(await sha256(file), good);
    })
  );
});

Deno.test("a file that is no checkpoint of ours, or damaged, is refused with its name", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/x`;
    for (const metadata of [{}, { format: "pt" }] as Record<string, string>[]) {
      await Deno.writeFile(file, writeSafetensors(new Map(), metadata));
      const found = metadata.format ?? "none";
      const message = `Cannot load "${file}": found format "${found}", wanted "dragsaw-1"`;
      await assertRejects(() => loadCheckpoint(file, []), CheckpointError, message);
      await assertRejects(() => readCheckpointInfo(file), CheckpointError, message);
    }
    await Deno.writeFile(file, new Uint8Array(5));
    await assertRejects(() => loadCheckpoint(file, []), SyntaxError, file);
    await assertRejects(() => loadCheckpoint(`${folder}/none`, []), Deno.errors.NotFound);
  });
});

import { assertEquals } from "@std/assert";
import { load } from "../shared/session.ts";
import { differences } from "./differences.ts";

async function between(...set: string[]): Promise<string[]> {
  const base = await load("configs/quickstart.yaml", []);
  return differences(base.config, (await load("configs/quickstart.yaml", set)).config);
}

Deno.test("differences() has nothing to say about equal configs", async () => {
  assertEquals(await between("losses.encoder.weight=0.1"), []);
});

Deno.test("differences() says old and new, what is added and what is removed", async () => {
  assertEquals(await between("train.epochs=9", "refine.0.M=5", "refine.0.slots=[encoder.1]"), [
    "refine.0.slots: [encoder.1, encoder.2, decoder.2, decoder.1] -> [encoder.1]",
    "refine.0.M: 2 -> 5",
    "train.epochs: 8 -> 9",
  ]);
  assertEquals(await between("losses.cross=null", "train.clipNorm=1", "dataset.fraction=0.5"), [
    "dataset.fraction: added 0.5",
    "losses.cross: pdcr-cross-layer -> removed",
    "train.clipNorm: added 1",
  ]);
});

Deno.test("differences() names a component of another type whole, and one change of several components once", async () => {
  const rf = "{ type: receptive-field, phi: l1 }";
  assertEquals(await between(`losses.encoder.ratio=${rf}`, `losses.decoder.ratio=${rf}`, "optimizer=sgd"), [
    "losses.{encoder, decoder}.ratio: hierarchical -> {type: receptive-field, phi: l1}",
    ...(await between("optimizer=sgd")),
  ]);
  assertEquals((await between("optimizer=sgd"))[0].startsWith("optimizer: adam -> {type: sgd, "), true);
});

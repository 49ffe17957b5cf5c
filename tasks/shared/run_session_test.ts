import { assertEquals, assertNotEquals } from "@std/assert";
import { meaning } from "./run_session.ts";
import { load } from "./session.ts";

const FILE = new URL("../../configs/quickstart.yaml", import.meta.url).pathname;

async function meaningOf(...set: string[]): Promise<string> {
  return meaning((await load(FILE, set)).config);
}

Deno.test("meaning() is the same for what changes no result", async () => {
  const plain = await meaningOf();
  for (
    const set of [
      "name=other",
      "loader.workers=3",
      "loader.prefetch=0",
      "reports=[]",
      "backend.threads=1",
      "train.logEvery=1",
      "train.saveEvery=7",
    ]
  ) assertEquals(await meaningOf(set), plain, set);
});

Deno.test("meaning() differs for what changes a result", async () => {
  const plain = await meaningOf();
  for (
    const set of [
      "seed=1",
      "size=[64,64]",
      "dataset.train=95",
      "losses.encoder.weight=0.2",
      "optimizer.rate=0.002",
      "train.epochs=21",
      "train.accumulate=2",
      "train.validateEvery=4",
      "evaluate.resize=after",
      "augment=[]",
    ]
  ) assertNotEquals(await meaningOf(set), plain, set);
});

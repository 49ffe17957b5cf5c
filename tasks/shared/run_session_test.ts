import { assertEquals, assertNotEquals } from "@std/assert";
import { withFolder, writeTiny } from "../../tests/tiny.ts";
import { meaning } from "./run_session.ts";
import { load } from "./session.ts";

function meaningOf(...set: string[]): Promise<string> {
  return withFolder(async (folder) => meaning((await load(await writeTiny(folder), set)).config));
}

Deno.test("meaning() is the same for what changes no result", async () => {
  const plain = await meaningOf();
  for (
    const set of [
      "name=other",
      "loader.workers=3",
      "loader.prefetch=0",
      "recompute=all",
      "recompute=[encoder.1]",
      "reports=[]",
      "backend.threads=1",
      "train.logEvery=3",
      "train.saveEvery=7",
      "train.tensorboard=true",
    ]
  ) assertEquals(await meaningOf(set), plain, set);
});

Deno.test("meaning() differs for what changes a result", async () => {
  const plain = await meaningOf();
  for (
    const set of [
      "seed=1",
      "size=[64,32]",
      "dataset.train=13",
      "losses.encoder.weight=0.2",
      "optimizer.rate=0.002",
      "train.steps=13",
      "train.accumulate=2",
      "train.validateEvery=2",
      "evaluate.resize=after",
      "augment=[]",
    ]
  ) assertNotEquals(await meaningOf(set), plain, set);
});

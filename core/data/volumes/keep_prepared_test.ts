import { assertEquals, assertRejects } from "@std/assert";
import { openStore, storeKey } from "../../store/mod.ts";
import { keepPrepared, preparedReader } from "./keep_prepared.ts";
import type { PreparedCase } from "./prepared_case.ts";
import { madeUpCase } from "./testdata/prepared.ts";

async function kept(prepared: PreparedCase): Promise<[string, () => ReturnType<typeof keepPrepared>]> {
  const folder = await Deno.makeTempDir(), key = await storeKey("a case");
  const open = (make: () => Promise<PreparedCase>) =>
    keepPrepared(openStore({ folder, diskBytes: 1e9, memoryBytes: 1e6 }), key, make);
  await open(() => Promise.resolve(prepared));
  return [folder, () => open(() => Promise.reject(new Error("made again")))];
}

Deno.test("keepPrepared() gives the same case out of the store as out of memory", async () => {
  const prepared = madeUpCase([40, 50, 60], 2), [folder, again] = await kept(prepared);
  const reader = await again(), memory = preparedReader(prepared);
  const { size, channels, places, placement } = memory;
  assertEquals([reader.size, reader.channels, reader.places, reader.placement], [
    size,
    channels,
    places,
    placement,
  ]);
  assertEquals(places, prepared.locations!.map(({ length }) => length));
  for (const each of [reader, memory]) assertEquals(await each.placeOf(2, 77), prepared.locations![1][77]);
  for (const part of [{ from: [0, 0, 0], size }, { from: [3, 4, 5], size: [30, 2, 7] }] as const) {
    assertEquals(await reader.read(part), await memory.read(part));
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("keepPrepared() keeps cases without truth, and refuses parts that are not within the case", async () => {
  const { labels: _, locations: __, ...blind } = madeUpCase([4, 5, 6]);
  const [folder, again] = await kept(blind), reader = await again();
  assertEquals([reader.places, (await reader.read({ from: [1, 1, 1], size: [2, 2, 2] })).labels], [
    undefined,
    undefined,
  ]);
  for (const each of [reader, preparedReader(blind)]) {
    const far = async () => await each.read({ from: [3, 0, 0], size: [2, 2, 2] });
    await assertRejects(far, RangeError, "Cannot read");
  }
  await Deno.remove(folder, { recursive: true });
});

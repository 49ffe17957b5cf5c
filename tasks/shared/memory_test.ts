import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { freeMemory, megabytes, memory } from "./memory.ts";

Deno.test("memory() remembers the peak of the process, which is what is resident at least", () => {
  const before = memory();
  let block: Uint8Array | undefined = new Uint8Array(300e6).fill(1);
  assertEquals(block.at(-1), 1);
  if (Deno.build.os !== "linux") memory();
  block = undefined;
  const after = memory();
  assertGreater(after.peak, Math.max(before.peak, before.resident + 290e6));
  assert(after.peak >= after.resident);
  assertLess(after.peak, before.peak + 600e6);
});

Deno.test("freeMemory() is what the machine has left at most", () => {
  const { total } = Deno.systemMemoryInfo();
  assertGreater(freeMemory(), 0);
  assertLess(freeMemory(), total);
});

Deno.test("megabytes() are whole, with thousands set apart", () => {
  assertEquals([0, 1_499_999, 2_838_400_000].map(megabytes), ["0 MB", "1 MB", "2,838 MB"]);
});

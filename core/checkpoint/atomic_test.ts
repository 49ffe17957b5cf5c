import { assert, assertEquals, assertRejects } from "@std/assert";
import { writeAtomic } from "./atomic.ts";

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

Deno.test("writeAtomic() makes folders, writes bytes and text, and leaves nothing beside them", async () => {
  const folder = await Deno.makeTempDir();
  await writeAtomic(`${folder}/a/b/bytes`, new Uint8Array([1, 2, 255]));
  await writeAtomic(`${folder}/a/b/text`, "Größe");
  assertEquals(await Deno.readFile(`${folder}/a/b/bytes`), new Uint8Array([1, 2, 255]));
  assertEquals(await Deno.readTextFile(`${folder}/a/b/text`), "Größe");
  assertEquals(await names(`${folder}/a/b`), ["bytes", "text"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeAtomic() replaces a longer file and what a killed writer left", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/file`, "old and longer");
  await Deno.writeTextFile(`${folder}/file.partial`, "half of something that was killed");
  await writeAtomic(`${folder}/file`, "new");
  assertEquals(await Deno.readTextFile(`${folder}/file`), "new");
  assertEquals(await names(folder), ["file"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeAtomic() keeps the target and cleans up when it cannot replace it", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/target/inner`, { recursive: true });
  await assertRejects(() => writeAtomic(`${folder}/target`, "x"), Error);
  assertEquals(await names(folder), ["target"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeAtomic() of many writers at once leaves one of their contents, whole", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/file`;
  const contents = Array.from({ length: 24 }, (_, i) => `${i} `.repeat(20_000 + 1000 * i));
  for (let round = 0; round < 4; round++) {
    await Promise.all(contents.map((content) => writeAtomic(file, content)));
    assert(contents.includes(await Deno.readTextFile(file)));
    assertEquals(await names(folder), ["file"]);
  }
  await Deno.remove(folder, { recursive: true });
});

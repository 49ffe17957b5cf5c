import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { Content } from "./arrays.ts";
import { fileDigest } from "./digest.ts";
import type { Entry } from "./entry.ts";
import { storeKey } from "./key.ts";
import { PAGE } from "./layout.ts";
import { openStore } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** A folder that is gone afterwards. */
async function within(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function open(folder: string, { diskBytes = 1e9, memoryBytes = 0 } = {}) {
  return openStore({ folder, diskBytes, memoryBytes });
}

/** 1, 2, 3 ... of that shape, somewhat more than one page where it is long. */
function counted(...shape: number[]): Content {
  const length = shape.reduce((a, b) => a * b, 1);
  return { arrays: { a: { shape, data: Float32Array.from({ length }, (_, i) => i + 1) } } };
}

/** What `writeFile` says of a full disk; in a process of its own, as Deno lets nobody at devices who may not do everything. */
async function writtenToFullDisk(): Promise<string> {
  const module = new URL("./entry_file.ts", import.meta.url);
  const code =
    `import { writeFile } from "${module}"; writeFile("/dev/full", new Uint8Array(8), { arrays: {} })`;
  const { stderr } = await new Deno.Command(Deno.execPath(), { args: ["eval", code] }).output();
  return new TextDecoder().decode(stderr);
}

const never = () => Promise.reject(new Error("made again"));

Deno.test("openStore() makes what is not there, once, and gives it again in another process", () =>
  within(async (folder) => {
    const key = await storeKey(["x", 1]), store = open(folder);
    let made = 0;
    const make = async () => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      const u32 = { shape: [2], data: Uint32Array.of(7, 2 ** 32 - 1) };
      return {
        arrays: { ...counted(2, 3).arrays, u8: { shape: [3], data: Uint8Array.of(1, 2, 3) }, u32 },
        notes: { b: [1] },
      };
    };
    // Two handles on one folder stand for two processes: locks are of the open file
    await Promise.all([store.get(key, make), store.get(key, make), open(folder).get(key, make)]);
    assertEquals(made, 1);
    const entry = await open(folder).get(key, never);
    assertEquals([entry.notes, entry.shape("a")], [{ b: [1] }, [2, 3]]);
    assertEquals([...await entry.read("a", "F32")], [1, 2, 3, 4, 5, 6]);
    assertEquals([...await entry.read("u8", "U8")], [1, 2, 3]);
    assertEquals([...await entry.read("u32", "U32")], [7, 2 ** 32 - 1]);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [`${key}.safetensors`]);
  }));

Deno.test("Entry.read() gives any part of an array, whether it fits into memory, in part, or not", () =>
  within(async (folder) => {
    const shape = [3, 40, 50, 60], content = counted(...shape), key = await storeKey("big");
    assert(content.arrays.a.data.byteLength > 4 * PAGE);
    const entries: Entry[] = [];
    for (const memoryBytes of [0, 2.5 * PAGE, 1e9]) {
      entries.push(await open(folder, { memoryBytes }).get(key, () => Promise.resolve(content)));
    }
    const span = (side: number) =>
      fc.tuple(fc.nat(side), fc.nat(side)).map(([a, b]) => [Math.min(a, b), Math.abs(a - b)]);
    await fc.assert(
      fc.asyncProperty(fc.tuple(span(3), span(40), span(50), span(60)), async (spans) => {
        const part = { from: spans.map(([from]) => from), size: spans.map(([, size]) => size) };
        const wanted: number[] = [];
        for (let a = 0; a < part.size[0]; a++) {
          for (let b = 0; b < part.size[1]; b++) {
            for (let c = 0; c < part.size[2]; c++) {
              const row = ((part.from[0] + a) * 40 + part.from[1] + b) * 50 + part.from[2] + c;
              for (let d = 0; d < part.size[3]; d++) wanted.push(row * 60 + part.from[3] + d + 1);
            }
          }
        }
        for (const entry of entries) {
          const found = await entry.read("a", "F32", part);
          assert(found.length === wanted.length && found.every((value, i) => value === wanted[i]));
        }
      }),
      { numRuns: 12 },
    );
  }));

Deno.test("Entry.read() refuses other names, types and parts beyond the array", () =>
  within(async (folder) => {
    const entry = await open(folder).get(await storeKey(0), () => Promise.resolve(counted(4, 5)));
    await assertRejects(() => entry.read("b", "F32"), RangeError, 'array "b"');
    await assertRejects(() => entry.read("a", "U8"), TypeError, "as U8: it holds F32");
    for (const from of [[0], [3, 0], [-1, 0], [.5, 0]]) {
      await assertRejects(
        () => entry.read("a", "F32", { from, size: [2, 2] }),
        RangeError,
        "part of an array of [4, 5]",
      );
    }
    await assertRejects(() => open(folder).get("../x", never), RangeError, "64 hexadecimal digits");
  }));

Deno.test("openStore() makes again what is damaged anywhere, cut short or gone", () =>
  within(async (folder) => {
    const key = await storeKey("damage"), file = `${folder}/${key}.safetensors`, content = counted(90_000);
    const fresh = () => open(folder).get(key, () => (made++, Promise.resolve(content)));
    let made = 0;
    await fresh();
    const good = await Deno.readFile(file), header = Number(new DataView(good.buffer).getBigUint64(0, true));
    const places = [0, 3, 9, 40, header / 2, header, header + 8, header + 20_003, good.length - 1].map(
      Math.floor,
    );
    for (const at of places) {
      const bad = good.slice();
      bad[at] ^= at > 8 && at < header ? 1 : 0x40;
      await Deno.writeFile(file, bad);
      made = 0;
      assertEquals(await (await fresh()).read("a", "F32"), content.arrays.a.data);
      // Spaces that fill the header up may change
      assertEquals(made, good[at] === 0x20 ? made : 1, `byte ${at}`);
    }
    for (const length of [0, 7, header, good.length - 1]) {
      await Deno.writeFile(file, good.subarray(0, length));
      made = 0;
      assertEquals(await (await fresh()).read("a", "F32"), content.arrays.a.data);
      assertEquals(made, 1, `${length} bytes`);
    }
    const held = await fresh();
    await Deno.remove(file);
    assertEquals(await held.read("a", "F32"), content.arrays.a.data);
    assertEquals(made, 2);
  }));

Deno.test("openStore() removes what was used longest ago, never what it uses, and says when that does not do", () =>
  within(async (folder) => {
    const keys = await Promise.all([0, 1, 2, 3].map(storeKey)), bytes = 100_000;
    const content = () => Promise.resolve(counted(bytes / 4));
    const held = () =>
      keys.map((key) => [...Deno.readDirSync(folder)].some(({ name }) => name.startsWith(key)));
    for (const [i, key] of keys.slice(0, 3).entries()) {
      await open(folder).get(key, content);
      await Deno.utime(`${folder}/${key}.safetensors`, new Date(), new Date(Date.now() - 1e6 * (3 - i)));
    }
    const store = open(folder, { diskBytes: 3.5 * bytes });
    await store.get(keys[0], never);
    await store.get(keys[3], content);
    assertEquals(held(), [true, false, true, true]);
    const small = open(folder, { diskBytes: 1.5 * bytes });
    await small.get(keys[0], never);
    await assertRejects(
      () => small.get(keys[1], content),
      StoreError,
      "are in use; allow more (loader.diskGigabytes)",
    );
    assertEquals(
      await (await open(folder).get(keys[0], never)).read("a", "F32"),
      counted(bytes / 4).arrays.a.data,
    );
  }));

Deno.test("openStore() leaves nothing half-written that is read when its process is killed", () =>
  within(async (folder) => {
    const script = new URL("./testdata/writer.ts", import.meta.url).pathname;
    const args = [
      "run",
      "--no-check",
      `--allow-read`,
      `--allow-write=${folder}`,
      script,
      folder,
      String(20e6),
    ];
    const run = () => new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).spawn();
    const children = [run(), run()];
    await Promise.all(children.map(async (child) => {
      const reader = child.stdout.getReader();
      for (let seen = ""; seen.split("\n").length < 30;) {
        const { value, done } = await reader.read();
        if (done) break;
        seen += new TextDecoder().decode(value);
      }
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
    }));
    const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".safetensors"));
    const size = files.reduce((sum, { name }) => sum + Deno.statSync(`${folder}/${name}`).size, 0);
    assert(files.length > 5 && size <= 22e6, `${files.length} files of ${size} bytes`);
    for (const { name } of files) {
      const entry = await open(folder).get(name.slice(0, 64), never);
      const data = await entry.read("a", "F32");
      assert(data.every((value) => value === entry.notes));
    }
  }));

Deno.test("openStore() tells of a full disk, and of what making an entry failed on", async () => {
  assertStringIncludes(
    await writtenToFullDisk(),
    'StoreError: Cannot write 8 B to "/dev/full": the disk is full',
  );
  await within(async (folder) => {
    const store = open(folder), key = await storeKey(1);
    await assertRejects(() => store.get(key, never), Error, "made again");
    assertEquals([...Deno.readDirSync(folder)], []);
    assertEquals((await store.get(key, () => Promise.resolve(counted(2)))).shape("a"), [2]);
  });
});

Deno.test("storeKey() names content and settings; fileDigest() follows what a file holds", () =>
  within(async (folder) => {
    assertEquals(await storeKey({ a: 1 }), await storeKey({ a: 1 }));
    assert(await storeKey({ a: 1 }) !== await storeKey({ a: 2 }));
    const file = `${folder}/x`, old = new Date(Date.now() - 1e5);
    await Deno.writeTextFile(file, "abc");
    await Deno.utime(file, old, old);
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(await fileDigest(file, folder), abc);
    assertEquals([...Deno.readDirSync(`${folder}/digests`)].length, 1);
    assertEquals(await fileDigest(file, folder), abc);
    await Deno.writeTextFile(file, "abd");
    assert(await fileDigest(file, folder) !== abc);
  }));

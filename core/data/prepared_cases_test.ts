import { assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { openStore } from "../store/store.ts";
import type { Volume } from "../volume/volume.ts";
import type { Case } from "./dataset.ts";
import { preparedCases, preparedKey } from "./prepared_cases.ts";
import type { VolumeSource } from "./volume_source.ts";
import type { PreparedCase } from "./volumes/prepared_case.ts";

const plan = { preparation: ["test", 1] };
const generated: Case = { id: "a", split: "train", image: "" };

async function withFolder(fn: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "dragsaw_test_" });
  try {
    await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("preparedKey() changes with content, id and preparation, not with the place of the files", async () => {
  await withFolder(async (folder) => {
    const write = async (name: string, text: string) => {
      await Deno.writeTextFile(`${folder}/${name}`, text);
      return `${folder}/${name}`;
    };
    const [image, copy, other, mask] = await Promise.all([
      write("a", "image"),
      write("b", "image"),
      write("c", "other"),
      write("m", "mask"),
    ]);
    const key = (item: Partial<Case>, by: { preparation: unknown } = plan, source: unknown = "x") =>
      preparedKey({ ...generated, image, ...item }, by, source, `${folder}/cache`);
    const first = await key({});
    assertEquals(await key({ image: copy }), first);
    assertEquals(await key({}, plan, "y"), first, "the source of files does not matter");
    for (const item of [{ image: other }, { mask }, { id: "b" }, { files: [image, image] }]) {
      assertNotEquals(await key(item), first);
    }
    assertNotEquals(await key({}, { preparation: ["test", 2] }), first);
    assertNotEquals(await key({ image: "" }, plan, "x"), await key({ image: "" }, plan, "y"));
  });
});

Deno.test("preparedCases() prepares a case once, whoever asks, and again after a failure", async () => {
  await withFolder(async (folder) => {
    let loads = 0, fails = true;
    const volumes: VolumeSource = {
      channels: ["MRI"],
      load: () => {
        loads++;
        return fails ? Promise.reject(new Error("away")) : Promise.resolve({ images: [] as Volume[] });
      },
    };
    const prepare = (): PreparedCase => ({
      size: [1, 1, 2],
      channels: 1,
      image: Float32Array.of(3, 4),
      labels: Uint8Array.of(0, 1),
      locations: [Uint32Array.of(1)],
      placement: {} as PreparedCase["placement"],
    });
    const open = () => {
      const store = openStore({ folder, diskBytes: 1e6, memoryBytes: 0 });
      return preparedCases({ name: "d", volumes }, { prepare }, store, () => "ab".repeat(32));
    };
    const opened = open();
    await assertRejects(() => opened(generated), Error, "away");
    fails = false;
    const [{ read, places, placeOf }] = await Promise.all([opened(generated), opened(generated)]);
    assertEquals(loads, 2);
    const part = await read({ from: [0, 0, 1], size: [1, 1, 1] });
    assertEquals([[...part.image], [...part.labels!], places, await placeOf(1, 0)], [[4], [1], [1], 1]);
    await open()(generated);
    assertEquals(loads, 2, "another process finds it");
    assertThrows(
      () =>
        preparedCases(
          { name: "d" },
          { prepare },
          openStore({ folder, diskBytes: 1, memoryBytes: 0 }),
          () => "",
        ),
      TypeError,
      "found pictures",
    );
  });
});

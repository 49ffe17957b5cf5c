import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { grey, withFolder, write } from "../testdata/files.ts";
import { type MaskRule, readMask } from "./mask.ts";

const HALF: MaskRule = { threshold: "half", allow: new Set() };
const allowing = (...names: string[]): MaskRule => ({ threshold: "half", allow: new Set(names) });

async function reading(content: Uint8Array, rule = HALF): Promise<number[]> {
  let labels: number[] = [];
  await withFolder(async (folder) => {
    await write(`${folder}/mask`, content);
    labels = [...(await readMask(`${folder}/mask`, rule)).data];
  });
  return labels;
}

Deno.test("readMask() takes 0 and one other value, by the mask's own range", async () => {
  for (const top of [1, 2, 100, 255]) {
    assertEquals(await reading(await grey([0, top, top, 0], 2).png().toBuffer()), [0, 1, 1, 0]);
  }
  const deep = sharp(Uint16Array.of(0, 1, 0, 1), { raw: { width: 2, height: 2, channels: 1 } }).toColourspace(
    "grey16",
  );
  assertEquals(await reading(await deep.png().toBuffer()), [0, 1, 0, 1]);
  const rgb = sharp(Uint8Array.of(0, 0, 0, 255, 255, 255), { raw: { width: 2, height: 1, channels: 3 } });
  assertEquals(await reading(await rgb.png().toBuffer()), [0, 1]);
  const bit = await grey([0, 255, 255, 0], 2).png({ palette: true, colours: 2 }).toBuffer();
  assertEquals(await reading(bit), [0, 1, 1, 0]);
});

Deno.test("readMask() cuts the grey edges of JPEG at half the range, or above 0 as released", async () => {
  const disc = Array.from(
    { length: 4096 },
    (_, i) => Math.hypot(i % 64 - 32, (i >> 6) - 32) < 17.5 ? 255 : 0,
  );
  const jpeg = await grey(disc, 64).jpeg({ quality: 80 }).toBuffer();
  const values = new Set((await sharp(jpeg).raw().toBuffer()).values());
  assertEquals(values.size > 2, true);
  assertEquals(await reading(jpeg), disc.map((value) => value / 255));
  const area = (labels: number[]) => labels.reduce((sum, label) => sum + label, 0);
  const released = await reading(jpeg, { threshold: "released", allow: new Set() });
  assertEquals(area(released) > 1.05 * area(disc) / 255, true);
});

Deno.test("readMask() names the values of a mask that is not two-valued", async () => {
  const three = await grey([0, 0, 1, 2], 2).png().toBuffer();
  await assertRejects(() => reading(three), DataError, "found 0 (50.0%), 1 (25.0%), 2 (25.0%)");
  await assertRejects(
    () => reading(three, allowing("empty-mask", "full-mask")),
    DataError,
    "0 and one other",
  );
  const shifted = await grey([1, 2, 1, 2], 2).png().toBuffer();
  await assertRejects(() => reading(shifted), DataError, "found 1 (50.0%), 2 (50.0%)");
  const soft = await grey([0, 0, 128, 255], 2).png().toBuffer();
  await assertRejects(() => reading(soft), DataError, "allow: [grey-edges]");
});

Deno.test("readMask() cuts soft masks where grey-edges allows it, but not pictures", async () => {
  const values = [...new Array(20).fill(0), 127, 128, ...new Array(20).fill(255)];
  assertEquals(
    await reading(await grey(values, 6).png().toBuffer(), allowing("grey-edges")),
    values.map((v) => v > 127 ? 1 : 0),
  );
  const ramp = await grey(Array.from({ length: 256 }, (_, i) => i), 16).png().toBuffer();
  await assertRejects(() => reading(ramp, allowing("grey-edges")), DataError, "grey");
  const jpeg = await grey(Array.from({ length: 256 }, (_, i) => i), 16).jpeg().toBuffer();
  await assertRejects(() => reading(jpeg), DataError, "grey");
});

Deno.test("readMask() refuses empty and full masks unless allowed by name", async () => {
  const empty = await grey([0, 0, 0, 0], 2).png().toBuffer(),
    full = await grey([255, 255, 255, 255], 2).png().toBuffer();
  await assertRejects(() => reading(empty), DataError, "background only, values 0 (100.0%)");
  await assertRejects(() => reading(empty, allowing("full-mask")), DataError, "allow: [empty-mask]");
  assertEquals(await reading(empty, allowing("empty-mask")), [0, 0, 0, 0]);
  await assertRejects(() => reading(full), DataError, "allow: [full-mask]");
  assertEquals(await reading(full, allowing("full-mask")), [1, 1, 1, 1]);
});

Deno.test("readMask() refuses colours", async () => {
  const colours = sharp(Uint8Array.of(0, 0, 0, 255, 0, 0), { raw: { width: 2, height: 1, channels: 3 } });
  await assertRejects(async () => await reading(await colours.png().toBuffer()), DataError, "colours");
});

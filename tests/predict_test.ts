import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { mustRun, runTask } from "./cli.ts";
import { writeOddImages } from "./odd_images.ts";
import { filesIn, sha256, withFolder, writeTiny } from "./tiny.ts";

const KINDS = ["mask", "overlay", "probability", "uncertainty"];

/** A trained run in `folder/run`. */
async function trained(folder: string): Promise<string> {
  await mustRun("train", [await writeTiny(folder), "--run", `${folder}/run`, "--set", "train.steps=3"]);
  return `${folder}/run`;
}

async function sizeOf(file: string): Promise<[number, number]> {
  const { width, height } = await sharp(file).metadata();
  return [width, height];
}

Deno.test("predict segments what it can, upright and at its own size, and names what it cannot", async () => {
  await withFolder(async (folder) => {
    const run = await trained(folder), images = `${folder}/images`, out = `${folder}/new/out`;
    await Deno.mkdir(images);
    const { same, sizes, bad } = await writeOddImages(images);
    const { status, stdout, stderr } = await runTask("predict", [run, images, "--out", out]);
    assertEquals(status, 1, stdout + stderr);

    const wanted = Object.keys(sizes).flatMap((name) => KINDS.map((kind) => `${name}_${kind}.png`));
    assertEquals(await filesIn(out), wanted.sort());
    for (const [name, size] of Object.entries(sizes)) {
      for (const kind of KINDS) {
        assertEquals(await sizeOf(`${out}/${name}_${kind}.png`), size, `${name} ${kind}`);
      }
    }
    const mask = sharp(`${out}/plain_mask.png`);
    assertEquals((await mask.metadata()).channels, 1);
    assert((await mask.raw().toBuffer()).every((value) => value === 0 || value === 255));
    for (const [first, ...others] of same) {
      for (const other of others) {
        for (const kind of KINDS) {
          const hash = (name: string) => sha256(`${out}/${name}_${kind}.png`);
          assertEquals(await hash(other), await hash(first), `${other} beside ${first}: ${kind}`);
        }
      }
    }
    assertNotEquals(
      await sha256(`${out}/grey_probability.png`),
      await sha256(`${out}/plain_probability.png`),
    );

    assertStringIncludes(stdout, `9 of 12 images segmented into ${out}`);
    assertStringIncludes(stdout, `Not images, passed over: ${images}/notes.txt`);
    const lines = stderr.trim().split("\n");
    assertEquals(lines.length, bad.length, stderr);
    assertStringIncludes(lines[0], `error: ${images}/cut.jpg: The file is cut short or damaged`);
    assertEquals(lines[1], `error: ${images}/empty.jpg: The file is empty (0 bytes)`);
    assertStringIncludes(lines[2], `error: ${images}/text.jpg: The content is not an image`);
  });
});

Deno.test("predict takes single files, the last checkpoint, mirroring and the maps of slots", async () => {
  await withFolder(async (folder) => {
    const run = await trained(folder), images = `${folder}/images`;
    await Deno.mkdir(images);
    await writeOddImages(images);
    const files = [`${images}/plain.png`, `${images}/rotated.jpg`];
    const plain = await mustRun("predict", [run, ...files, "--out", `${folder}/plain`]);
    assertEquals(plain.stderr, "");
    const options = ["--slots", "--mirror", "--checkpoint", "last"];
    await mustRun("predict", [run, ...files, "--out", `${folder}/all`, ...options]);
    const kinds = [...KINDS, "uncertainty_decoder.1", "uncertainty_encoder.1"];
    const made = (kinds: string[]) =>
      ["plain", "rotated"].flatMap((name) => kinds.map((k) => `${name}_${k}.png`));
    assertEquals(await filesIn(`${folder}/plain`), made(KINDS).sort());
    assertEquals(await filesIn(`${folder}/all`), made(kinds).sort());
    assertEquals(await sizeOf(`${folder}/all/rotated_uncertainty_encoder.1.png`), [30, 44]);
    const probability = (name: string) => sha256(`${folder}/${name}/plain_probability.png`);
    assertNotEquals(await probability("all"), await probability("plain"));
  });
});

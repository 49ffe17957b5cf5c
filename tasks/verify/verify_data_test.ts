import { readImage, readPixels } from "@dragsaw/datasets";
import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { maskFile, maskValues, picture, writeCleanSet } from "../../datasets/testdata/clean_set.ts";
import { withFolder, write } from "../../datasets/testdata/files.ts";
import { UsageError } from "../shared/command.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { openData } from "./open_data.ts";
import { verifiedText, verifyData } from "./verify_data.ts";

const progress: ProgressLine = { update: () => {}, line: () => {} };

/** Verifies the data in `folder`/set. */
function verify(folder: string, fix = false) {
  const open = () => openData({ source: `${folder}/set`, set: [], run: undefined }, undefined, progress);
  return verifyData({ open, fix, out: `${folder}/out`, runs: `${folder}/runs`, progress });
}

Deno.test("verifyData() writes a page, a contact sheet and a report of clean data", async () => {
  await withFolder(async (folder) => {
    await writeCleanSet(`${folder}/set`);
    const verified = await verify(folder);
    assertEquals([verified.errors, verified.warnings, verified.fixed], [[], [], []]);
    const text = verifiedText(verified, 10).join("\n");
    assertMatch(
      text,
      /^Fingerprint [0-9a-f]{32}\n[^]*train +4 cases, 4 patients; background [^]*\n0 errors, 0 warnings$/,
    );
    const page = await Deno.readTextFile(`${folder}/out/index.html`);
    assertEquals(page.match(/<li>/g)!.length, 8);
    const { width, height } = await readImage(`${folder}/out/contact_sheet.png`);
    assertEquals([width, height], [8 * 160, 160]);
    const report = JSON.parse(await Deno.readTextFile(`${folder}/out/report.json`));
    assertEquals(report.fingerprint, JSON.parse(JSON.stringify(verified.fingerprint)));
  });
});

Deno.test("verifyData() mends what is safe with a way back, and finds it mended", async () => {
  await withFolder(async (folder) => {
    const root = `${folder}/set`;
    await writeCleanSet(root);
    await write(`${root}/images/a0.jpg`, await picture("a0").png().toBuffer());
    const dark = await maskFile(maskValues("a1", 1));
    await write(`${root}/masks/a1.png`, dark);
    const turned = await picture("b0").withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await write(`${root}/images/b0.jpg`, turned);
    const found = await verify(folder);
    const kinds = [...found.errors, ...found.warnings].map(({ kind }) => kind).sort();
    assertEquals(kinds, ["exif-rotation", "mask-stored-0-1", "wrong-extension"]);
    const { errors, warnings, fixed } = await verify(folder, true);
    assertEquals([errors, warnings, fixed.length], [[], [], 3]);
    assertEquals(
      (await readPixels(`${root}/masks/a1.png`)).data.filter((value) => value === 255).length > 50,
      true,
    );
    assertEquals(await Deno.readFile(`${root}/masks/.a1.png.orig`), new Uint8Array(dark));
    assertEquals(await Deno.readFile(`${root}/images/.b0.jpg.orig`), new Uint8Array(turned));
    assertEquals((await readImage(`${root}/images/b0.jpg`)).width, 48);
    assertEquals(Deno.statSync(`${root}/images/a0.png`).isFile, true);
  });
});

Deno.test("verifyData() tells of data that cannot be opened, and leaves alone what takes a guess", async () => {
  await withFolder(async (folder) => {
    const root = `${folder}/set`;
    await Deno.mkdir(root);
    const none = await verify(folder);
    assertEquals([none.errors.map(({ kind }) => kind), none.fingerprint], [["no-layout"], undefined]);
    await writeCleanSet(root);
    await Deno.truncate(`${root}/images/a0.jpg`);
    await write(`${root}/images/more.txt`, "");
    const { errors, fixed } = await verify(folder, true);
    assertEquals([errors.map(({ kind }) => kind), fixed], [["extra-file", "empty-file"], []]);
    assertStringIncludes(await Deno.readTextFile(`${folder}/out/index.html`), '<li class="odd">');
    await assertRejects(
      () => openData({ source: `${root}/no`, set: [], run: undefined }, undefined, progress),
      UsageError,
    );
    await assertRejects(
      () => openData({ source: root, set: ["a=1"], run: undefined }, undefined, progress),
      UsageError,
    );
  });
});

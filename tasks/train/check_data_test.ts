import type { RunConfig } from "@dragsaw/core";
import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { picture, writeCleanSet } from "../../datasets/testdata/clean_set.ts";
import { open, withFolder, write } from "../../datasets/testdata/files.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { checkBefore } from "./check_data.ts";

/** Checks the data in `folder`/set as before a training. @returns What was said. */
async function before(folder: string, allow?: string[]): Promise<string> {
  const root = `${folder}/set`, dataset = await open("folder", root), said: string[] = [];
  const config = { dataset: { type: "folder", root }, ...allow && { allow } } as unknown as RunConfig;
  const progress: ProgressLine = { update: () => {}, line: (text) => said.push(text) };
  await checkBefore(
    { run: { dataset, testSet: dataset, config }, folder: { path: `${folder}/runs/a` } },
    progress,
  );
  return said.join("\n");
}

Deno.test("checkBefore() reads once, and says nothing when all is known and well", async () => {
  await withFolder(async (folder) => {
    await writeCleanSet(`${folder}/set`);
    assertStringIncludes(await before(folder), "Data check: 8 cases read in ");
    assertEquals(await before(folder), "");
    assertEquals([...Deno.readDirSync(`${folder}/runs`)].map(({ name }) => name), [".checks"]);
  });
});

Deno.test("checkBefore() stops at errors unless the config allows them by name, and tells warnings", async () => {
  await withFolder(async (folder) => {
    const images = `${folder}/set/images`;
    await writeCleanSet(`${folder}/set`);
    await Deno.copyFile(`${images}/a0.jpg`, `${images}/c0.jpg`);
    await write(`${images}/a1.jpg`, await picture("a1").png().toBuffer());
    const error = await assertRejects(() => before(folder), DataError, "1 error (deno task verify");
    assertStringIncludes(error.message, "allow: [duplicate-across-splits] in the config");
    assertStringIncludes(error.message, "images/c0.jpg: Expected each image once");
    const said = await before(folder, ["duplicate-across-splits"]);
    assertStringIncludes(said, "wrong-extension (warning, 1)");
    assertEquals(said.includes("duplicate"), false);
  });
});

import { verifyDatasets } from "@dragsaw/core/check";
import { DataError, type Defect } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import { writeCleanSet } from "./testdata/clean_set.ts";
import { FILE_DEFECTS, IMAGE_DEFECTS, type Injected, MASK_DEFECTS, SET_DEFECTS } from "./testdata/defects.ts";
import { open, withFolder } from "./testdata/files.ts";

/** Everything found in a folder, as `kind: reason`. */
async function findingsOf(root: string, options: Injected["options"] = {}) {
  const defects: Defect[] = [];
  try {
    const dataset = await open("folder", root, options, 0, (defect) => defects.push(defect));
    return (await verifyDatasets([{ dataset, defects }])).findings;
  } catch (error) {
    if (error instanceof DataError) return error.defects;
    throw error;
  }
}

Deno.test("a clean set has no defect", async () => {
  await withFolder(async (root) => {
    await writeCleanSet(root);
    assertEquals(await findingsOf(root), []);
  });
});

for (
  const { kind, how, options, spoil } of [...FILE_DEFECTS, ...IMAGE_DEFECTS, ...MASK_DEFECTS, ...SET_DEFECTS]
) {
  Deno.test(`verify finds ${kind}${how ? ` (${how})` : ""} by name, once, and nothing else`, async () => {
    await withFolder(async (folder) => {
      const root = `${folder}/set`;
      await writeCleanSet(root);
      await spoil(root);
      const found = await findingsOf(root, options);
      assertEquals(found.map((one) => one.kind), [kind], JSON.stringify(found, null, 1));
    });
  });
}

Deno.test("verify finds all defects of a set at once", async () => {
  await withFolder(async (folder) => {
    const root = `${folder}/set`, wanted = ["extra-file", "empty-file", "constant-image", "outside-root"];
    await writeCleanSet(root);
    const all = [...FILE_DEFECTS, ...IMAGE_DEFECTS];
    await all.find(({ kind }) => kind === "extra-file")!.spoil(root);
    await all.find(({ kind }) => kind === "constant-image")!.spoil(root);
    await Deno.truncate(`${root}/images/b0.jpg`, 0);
    await Deno.rename(`${root}/masks/c1.png`, `${folder}/c1.png`);
    await Deno.symlink(`${folder}/c1.png`, `${root}/masks/c1.png`);
    assertEquals(new Set((await findingsOf(root)).map(({ kind }) => kind)), new Set(wanted));
  });
});

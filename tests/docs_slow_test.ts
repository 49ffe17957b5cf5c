import { blocksBelow, follow, prepareFolder } from "./docs_pages.ts";
import { withFolder } from "./tiny.ts";

Deno.test("tutorials and how-to pages work as they are written, each command in its order", async (t) => {
  await withFolder(async (folder) => {
    await prepareFolder(folder);
    for (const start of ["docs/tutorials/", "docs/howto/"]) {
      for (const block of await blocksBelow(start)) {
        if (block.saveAs === undefined && block.language !== "sh") continue;
        await t.step(`${block.file}:${block.line}`, () => follow(block, folder));
      }
    }
  });
});

import { DEFECT_KINDS, verifyDatasets } from "@dragsaw/core/check";
import { DataError, type Defect } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import { writeCleanSet } from "./testdata/clean_set.ts";
import { writeCleanTask } from "./testdata/clean_task.ts";
import { FILE_DEFECTS, IMAGE_DEFECTS, type Injected, MASK_DEFECTS, SET_DEFECTS } from "./testdata/defects.ts";
import { open, withFolder } from "./testdata/files.ts";
import { VOLUME_DEFECTS } from "./testdata/volume_defects.ts";

/** A clean set and the ways in which it is spoilt. */
interface Subject {
  readonly what: string;
  readonly type: string;
  readonly write: (root: string) => Promise<void>;
  readonly defects: readonly Injected[];
}

const SUBJECTS: readonly Subject[] = [
  {
    what: "pictures",
    type: "folder",
    write: writeCleanSet,
    defects: [...FILE_DEFECTS, ...IMAGE_DEFECTS, ...MASK_DEFECTS, ...SET_DEFECTS],
  },
  { what: "volumes", type: "decathlon", write: writeCleanTask, defects: VOLUME_DEFECTS },
];

/** Everything found in a folder. */
async function findingsOf(type: string, root: string, options: Injected["options"] = {}) {
  const defects: Defect[] = [];
  try {
    const dataset = await open(type, root, options, 0, (defect) => defects.push(defect));
    return (await verifyDatasets([{ dataset, defects }])).findings;
  } catch (error) {
    if (error instanceof DataError) return error.defects;
    throw error;
  }
}

for (const { what, type, write, defects } of SUBJECTS) {
  Deno.test(`a clean set of ${what} has no defect`, async () => {
    await withFolder(async (root) => {
      await write(root);
      assertEquals(await findingsOf(type, root), []);
    });
  });

  for (const { kind, how, options, spoil, ...other } of defects) {
    Deno.test(`verify finds ${kind}${how ? ` (${how})` : ""} in ${what} by name, once, and nothing else`, async () => {
      await withFolder(async (folder) => {
        const root = `${folder}/set`;
        await write(root);
        await spoil(root);
        const found = await findingsOf(other.type ?? type, root, options);
        assertEquals(found.map((one) => one.kind), [kind], JSON.stringify(found, null, 1));
      });
    });
  }
}

const injected = SUBJECTS.flatMap(({ defects }) => defects);
const shown = [...new Set(injected.map(({ kind }) => kind))];

Deno.test(`the ${injected.length} injected defects show all ${shown.length} kinds that there are`, () => {
  assertEquals(shown.toSorted(), Object.keys(DEFECT_KINDS).sort());
});

Deno.test("verify finds all defects of a set at once", async () => {
  await withFolder(async (folder) => {
    const root = `${folder}/set`, wanted = ["extra-file", "empty-file", "constant-image", "outside-root"];
    await writeCleanSet(root);
    for (const kind of ["extra-file", "constant-image"]) {
      await injected.find((one) => one.kind === kind)!.spoil(root);
    }
    await Deno.truncate(`${root}/images/b0.jpg`, 0);
    await Deno.rename(`${root}/masks/c1.png`, `${folder}/c1.png`);
    await Deno.symlink(`${folder}/c1.png`, `${root}/masks/c1.png`);
    assertEquals(new Set((await findingsOf("folder", root)).map(({ kind }) => kind)), new Set(wanted));
  });
});

import { verifyDatasets } from "@dragsaw/core/check";
import { DataError, type Defect } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import { open, withFolder, write } from "./testdata/files.ts";
import { labels, writeVolume } from "./testdata/volumes.ts";

const CASES = ["h1", "h2", "h3"];

/** A task of the decathlon with three cases; `json` is merged into its dataset.json. */
async function writeTask(root: string, json: Record<string, unknown> = {}): Promise<void> {
  for (const [i, id] of CASES.entries()) {
    const data = Float32Array.from({ length: 24 }, (_, at) => (at * 7 + i) % 11);
    await writeVolume(`${root}/imagesTr/${id}.nii.gz`, { data });
    await writeVolume(`${root}/labelsTr/${id}.nii.gz`, {
      data: labels().map((id, at) => at < 3 + 2 * i ? 0 : id),
    });
  }
  const training = CASES.map((id) => ({
    image: `./imagesTr/${id}.nii.gz`,
    label: `./labelsTr/${id}.nii.gz`,
  }));
  const all = {
    name: "task",
    modality: { 0: "MRI" },
    labels: { 0: "background", 1: "front", 2: "back" },
    numTraining: 3,
    numTest: 0,
    training,
    test: [],
    ...json,
  };
  await write(`${root}/dataset.json`, JSON.stringify(all));
}

async function kindsOf(root: string): Promise<(string | undefined)[]> {
  const defects: Defect[] = [];
  try {
    const dataset = await open("decathlon", root, {}, 0, (defect) => defects.push(defect));
    return (await verifyDatasets([{ dataset, defects }])).findings.map(({ kind }) => kind);
  } catch (error) {
    if (error instanceof DataError) return error.defects.map(({ kind }) => kind);
    throw error;
  }
}

const image = (root: string) => `${root}/imagesTr/h2.nii.gz`;

/** The kind that has to be found, and no other; and what is done. */
const SPOILT: readonly (readonly [kind: string | undefined, spoil: (root: string) => Promise<void>])[] = [
  [undefined, () => Promise.resolve()],
  ["dataset-json", (root) => write(`${root}/dataset.json`, "{ half")],
  ["dataset-json", (root) => writeTask(root, { labels: ["background", "front"] })],
  ["incomplete-archive", (root) => writeTask(root, { numTraining: 5 })],
  ["empty-file", (root) => Deno.truncate(image(root))],
  ["truncated-file", async (root) => Deno.truncate(image(root), (await Deno.stat(image(root))).size >> 1)],
  ["not-an-image", (root) => write(image(root), "x".repeat(500))],
  ["size-mismatch", (root) => writeVolume(image(root), { size: [4, 3, 3] })],
  [
    "not-finite",
    (root) => writeVolume(image(root), { data: Float32Array.from({ length: 24 }, (_, i) => i ? i : NaN) }),
  ],
  ["constant-image", (root) => writeVolume(image(root))],
  [
    "unknown-label",
    (root) => writeVolume(`${root}/labelsTr/h2.nii.gz`, { data: labels().map((id) => 127 * id) }),
  ],
];

for (const [kind, spoil] of SPOILT) {
  Deno.test(`verify finds ${kind ?? "nothing"} in a task of volumes`, async () => {
    await withFolder(async (root) => {
      await writeTask(root);
      await spoil(root);
      assertEquals(await kindsOf(root), kind === undefined ? [] : [kind]);
    });
  });
}

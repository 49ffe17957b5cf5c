import { gzip } from "@dragsaw/core/volume";
import { CASES, imageData, labelData, listed, writeFold, writeJson } from "./clean_task.ts";
import type { Injected } from "./defects.ts";
import { halve, write } from "./files.ts";
import { lyingPng } from "./odd_pictures.ts";
import { AFFINE, writeVolume } from "./volumes.ts";

const image = (root: string, id = "h2") => `${root}/imagesTr/${id}.nii.gz`;
const label = (root: string, id = "h2") => `${root}/labelsTr/${id}.nii.gz`;

/** Writes the image of h2 with other values. */
const values = (change: (value: number, at: number) => number) => (root: string) =>
  writeVolume(image(root), { data: imageData("h2").map(change) });

/** Writes the labels of some cases with other values, h2's unless told. */
const labels = (change: (id: number) => number, ids: readonly string[] = ["h2"]) => async (root: string) => {
  for (const id of ids) await writeVolume(label(root, id), { data: labelData(id).map((one) => change(one)) });
};

/** Writes the labels of h2 to another place: values of the affine by their number. */
const place = (changes: Readonly<Record<number, number>>) => (root: string) => {
  const affine = AFFINE.map((value, i) => changes[i] ?? value);
  return writeVolume(label(root), { data: labelData("h2"), affine });
};

/** Has the image of h2 lie in a file without gzip, and spoils its bytes. */
const plain = (spoil: (bytes: Uint8Array) => Uint8Array) => async (root: string) => {
  const file = `${root}/imagesTr/h2.nii`;
  await Deno.remove(image(root));
  await writeVolume(file, { data: imageData("h2") });
  await writeJson(root, { training: CASES.map((id) => listed(id, id === "h2" ? ".nii" : ".nii.gz")) });
  await write(file, spoil(await Deno.readFile(file)));
};

/** Writes numbers of 16 bits into the NIfTI header of h2. */
const header = (packed: boolean, at: number, ...numbers: readonly number[]) =>
  plain((bytes) => {
    const view = new DataView(bytes.buffer);
    numbers.forEach((value, i) => view.setInt16(at + 2 * i, value, true));
    return packed ? gzip(bytes) : bytes;
  });

/** In the place of the task: a case whose headers name a file for their voxels, of which one is not there. */
async function detached(root: string): Promise<void> {
  await Deno.remove(root, { recursive: true });
  const lines = ["NDims = 3", "DimSize = 4 3 2", "ElementType = MET_UCHAR", "ElementDataFile = a.raw", ""];
  for (const folder of ["imagesTr", "labelsTr"]) await write(`${root}/${folder}/a.mhd`, lines.join("\n"));
  await write(`${root}/imagesTr/a.raw`, Uint8Array.from({ length: 24 }, (_, i) => i));
}

/** A link in the place of h2's image. */
const link = (target: (root: string) => string) => async (root: string) => {
  await Deno.rename(image(root), `${root}/../elsewhere.nii.gz`);
  await Deno.symlink(target(root), image(root));
};

/** Kinds that files and folders of volumes show. */
const FILES: readonly Injected[] = [
  { kind: "dataset-json", how: "half of it", spoil: (root) => write(`${root}/dataset.json`, "{ half") },
  {
    kind: "dataset-json",
    how: "names that are a list",
    spoil: (root) => writeJson(root, { labels: ["background", "front"] }),
  },
  {
    kind: "dataset-json",
    how: "paths out of the folder",
    spoil: (root) =>
      writeJson(root, {
        training: [...CASES.map((id) => listed(id)), { image: "../h9.nii.gz", label: "/h9.nii.gz" }],
        numTraining: 4,
      }),
  },
  { kind: "incomplete-archive", spoil: (root) => writeJson(root, { numTraining: 5 }) },
  {
    kind: "duplicate-id",
    spoil: (root) => writeJson(root, { training: [...CASES, "h2"].map((id) => listed(id)), numTraining: 4 }),
  },
  { kind: "split-table", spoil: (root) => writeFold(root, [...CASES, "h9"], []) },
  { kind: "missing-image", spoil: (root) => Deno.remove(image(root)) },
  { kind: "missing-mask", spoil: (root) => Deno.remove(label(root)) },
  { kind: "extra-file", spoil: (root) => write(image(root, "h9"), "x") },
  {
    kind: "missing-file",
    how: "the voxels of a header",
    type: "nifti",
    options: { channels: ["MRI"], labels: { background: 0, front: 1 }, ending: ".mhd" },
    spoil: detached,
  },
  { kind: "empty-file", spoil: (root) => Deno.truncate(image(root)) },
  { kind: "truncated-file", how: "gz", spoil: (root) => halve(image(root)) },
  { kind: "truncated-file", how: "nii", spoil: plain((bytes) => bytes.subarray(0, 400)) },
  {
    kind: "damaged-file",
    async spoil(root) {
      const bytes = await Deno.readFile(image(root));
      bytes[bytes.length - 6] ^= 1; // of the checksum
      await write(image(root), bytes);
    },
  },
  { kind: "not-an-image", spoil: (root) => write(image(root), "x".repeat(500)) },
  { kind: "wrong-format", spoil: (root) => write(image(root), lyingPng(9, 9, 900)) },
  { kind: "header-lies", how: "2 GB in a gz of 200 bytes", spoil: header(true, 42, 1000, 1000, 500) },
  { kind: "too-large", spoil: header(false, 42, 30_000, 30_000, 30_000) },
  { kind: "unknown-depth", spoil: header(false, 70, 1536) },
  { kind: "unreadable", spoil: (root) => Deno.remove(image(root)).then(() => Deno.mkdir(image(root))) },
  { kind: "symlink-loop", spoil: link(() => "h2.nii.gz") },
  { kind: "broken-link", spoil: link(() => "gone.nii.gz") },
  { kind: "outside-root", spoil: link((root) => `${root}/../elsewhere.nii.gz`) },
];

/** Kinds that voxels show. */
const VOXELS: readonly Injected[] = [
  { kind: "not-finite", how: "NaN", spoil: values((value, at) => at === 7 ? NaN : value) },
  { kind: "not-finite", how: "infinite", spoil: values((value, at) => at === 7 ? -Infinity : value) },
  { kind: "constant-image", spoil: values(() => -1000) },
  { kind: "unknown-label", how: "0/127/254", spoil: labels((id) => 127 * id) },
  { kind: "unknown-label", how: "one too many", spoil: labels((id) => id === 2 ? 3 : id) },
  {
    kind: "unknown-label",
    how: "no whole number",
    spoil: (root) => writeVolume(label(root), { data: Float32Array.from(labelData("h2"), (id) => id / 2) }),
  },
  {
    kind: "unknown-channels",
    how: "labels in two channels",
    spoil: (root) => writeVolume(label(root), { channels: 2 }),
  },
  { kind: "label-gap", spoil: labels((id) => Math.min(id, 1), ["h1", "h2"]) },
  { kind: "empty-labels", spoil: labels(() => 0) },
  { kind: "full-labels", spoil: labels((id) => Math.max(id, 1)) },
  {
    kind: "size-mismatch",
    spoil: (root) =>
      writeVolume(image(root), { size: [4, 3, 3], data: Float32Array.from({ length: 36 }, (_, i) => i) }),
  },
  { kind: "spacing-mismatch", spoil: place({ 10: 2.5 }) },
  { kind: "origin-mismatch", spoil: place({ 7: 5 }) },
  { kind: "orientation-mismatch", how: "mirrored", spoil: place({ 0: -1, 3: 3 }) },
  { kind: "duplicate-image", spoil: (root) => Deno.copyFile(image(root, "h1"), image(root)) },
  { kind: "duplicate-across-splits", spoil: (root) => Deno.copyFile(image(root, "h3"), image(root)) },
  { kind: "duplicate-mask", spoil: (root) => Deno.copyFile(label(root, "h1"), label(root)) },
];

/** Ways to spoil a task of volumes. */
export const VOLUME_DEFECTS: readonly Injected[] = [...FILES, ...VOXELS];

import type { Defect } from "@dragsaw/core";
import { isVolumePath } from "@dragsaw/datasets";
import { basename, exists, join, resolve } from "../../shared/paths.ts";

/** A case to be predicted. */
export interface VolumeCase {
  /** Unlike any other, also where capitals do not count; names its results. */
  readonly id: string;
  /** Files, or folders of DICOM series, in the order of their channels. */
  readonly files: readonly string[];
}

/** What was found to predict. */
export interface VolumeCases {
  /** In the order of the inputs; of a folder sorted. */
  readonly cases: readonly VolumeCase[];
  /** What is no volume, passed over. */
  readonly others: readonly string[];
  /** Cases that lack channels. */
  readonly defects: readonly Defect[];
}

/** As in CASE_0000. */
const CHANNEL = /^(.+)_(\d{4})$/;

/**
 * Cases among files and folders: CASE_0000.nii.gz, CASE_0001.nii.gz ... are channels of CASE, as nnU-Net names them; other files
 * hold all their channels. A folder without volume files is a DICOM series, or holds folders that are.
 *
 * @param channels That the network takes: higher numbers are part of a name.
 * @throws {Deno.errors.NotFound} naming what is not there.
 */
export async function listVolumeCases(inputs: readonly string[], channels: number): Promise<VolumeCases> {
  const entries = new Set<string>(), others: string[] = [];
  for (const input of inputs) {
    const found = await entriesOf(input);
    found.entries.forEach((path) => entries.add(path));
    others.push(...found.others);
  }
  const groups = new Map<string, Group>();
  for (const path of entries) {
    const { id, channel, key } = placeOf(path, channels), group = groups.get(key) ?? { id, files: [] };
    group.files[channel] = path;
    groups.set(key, group);
  }
  const cases: VolumeCase[] = [], defects: Defect[] = [], taken = new Set<string>();
  for (const { id, files } of groups.values()) {
    const present = files.filter((file) => file !== undefined);
    const missing = Array.from(files, (file, c) => file === undefined ? [numbered(c)] : []).flat();
    if (missing.length === 0) cases.push({ id: freeName(id, taken), files: present });
    else {
      const reason = `Expected channels from ${numbered(0)} on, found none numbered ${missing.join(", ")}`;
      defects.push({ file: present[0], reason });
    }
  }
  return { cases, others, defects };
}

/** Files of one case by their channels. */
interface Group {
  readonly id: string;
  readonly files: (string | undefined)[];
}

/** A channel's number as file names have it. */
export function numbered(channel: number): string {
  return String(channel).padStart(4, "0");
}

/** Files and series at a path; a file that was named is taken whatever it is called. */
async function entriesOf(input: string): Promise<{ entries: string[]; others: string[] }> {
  const path = input.replace(/(?<=.)\/+$/, "");
  if (!await isFolder(path)) {
    if (!await exists(path)) throw new Deno.errors.NotFound(`There is no file or folder "${path}"`);
    return { entries: [path], others: [] };
  }
  const files: string[] = [], folders: string[] = [];
  for await (const { name } of Deno.readDir(path)) {
    if (!name.startsWith(".")) (await isFolder(join(path, name)) ? folders : files).push(join(path, name));
  }
  const volumes = files.filter(isVolumePath).filter((file) => !hasHeader(file, files)).sort();
  if (volumes.length > 0) {
    const others = files.filter((file) => !isVolumePath(file) && !isDetached(file, volumes));
    return { entries: volumes, others: [...others, ...folders].sort() };
  }
  // DICOM files often have no ending
  if (files.length > 0) return { entries: [path], others: folders.sort() };
  return { entries: folders.sort(), others: [] };
}

/** Whether a file is the second of a NIfTI pair, which is read by way of its header. */
function hasHeader(file: string, files: readonly string[]): boolean {
  const [, stem] = /^(.+)\.img(?:\.gz)?$/i.exec(file) ?? [];
  return stem !== undefined && files.some((other) => /\.hdr(\.gz)?$/i.test(other) && stemOf(other) === stem);
}

/** Whether a file holds the voxels of a header beside it (.mhd, .nhdr). */
function isDetached(file: string, volumes: readonly string[]): boolean {
  const stem = file.replace(/(\.z?raw|\.raw\.gz)$/i, "");
  return stem !== file && volumes.some((other) => /\.(mhd|nhdr)$/i.test(other) && stemOf(other) === stem);
}

function stemOf(path: string): string {
  return path.replace(/(\.gz)?$/i, "").replace(/\.(nii|hdr|img|nrrd|nhdr|mha|mhd)$/i, "");
}

/** Where a path belongs: files of one `key` are channels of a case, which are all of one format and in one folder. */
function placeOf(path: string, channels: number): { id: string; channel: number; key: string } {
  const stem = stemOf(path), [, name, number] = CHANNEL.exec(stem) ?? [];
  if (name === undefined || Number(number) >= channels) {
    return { id: basename(resolve(stem)), channel: 0, key: path };
  }
  const ending = path.slice(stem.length).toLowerCase();
  return { id: basename(name), channel: Number(number), key: `${name}_*${ending}` };
}

/** The name, or the name with a number where another one differs from it in case alone or not at all. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
  taken.add(free.toLowerCase());
  return free;
}

/** What cannot be looked at, as a link that leads nowhere, is a file that cannot be read. */
async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

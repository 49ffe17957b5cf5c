import { DataError } from "@dragsaw/core/data";
import {
  emptyVoxels,
  namingFile,
  readBounded,
  type ReadOptions,
  type Volume,
  voxelBytes,
} from "@dragsaw/core/volume";
import { isDicom } from "./elements.ts";
import { sliceValues, typeOfSlices } from "./pixels.ts";
import { readSlice } from "./slice.ts";
import { type PlacedSlice, stackSlices } from "./stack.ts";

/** What reading a series may be told. */
export interface SeriesOptions extends ReadOptions {
  /** SeriesInstanceUID of the series to read, where a folder holds several. */
  readonly series?: string;
}

/** A series of a folder. */
export interface Series {
  /** SeriesInstanceUID. */
  readonly uid: string;
  /** Modality and description. */
  readonly title: string;
  /** Its slices, as the folder lists them. */
  readonly slices: readonly PlacedSlice[];
}

/** Bytes that one file may have. */
const LARGEST_FILE = 2 ** 28;

/**
 * Reads the DICOM series of a folder as one volume, slope and intercept applied (CT: Hounsfield units). Pixels that are
 * compressed are refused by name.
 *
 * @param folder Its files alone are read, not those of folders within.
 * @throws {DataError} naming file and reason; for several series, all of them, unless `options.series` names one.
 */
export async function readDicomSeries(folder: string, options: SeriesOptions = {}): Promise<Volume> {
  const { slices, geometry } = stackSlices(
    chooseSeries(folder, await listDicomSeries(folder, options), options),
  );
  const { size } = geometry, type = typeOfSlices(slices);
  await namingFile(folder, () => voxelBytes(size, 1, type, options.limit));
  if (slices[0].inverted) options.note?.("small values are bright (MONOCHROME1): kept as stored");
  const data = emptyVoxels(type, size[0] * size[1] * size[2]);
  for (const [z, { file }] of slices.entries()) {
    const bytes = await readBounded(file, LARGEST_FILE);
    const values = await namingFile(file, () => sliceValues(readSlice(bytes)!, type));
    (data as Float32Array).set(values as Float32Array, z * size[0] * size[1]);
  }
  return { ...geometry, channels: 1, data };
}

/**
 * The series of a folder, sorted by their UIDs. Files that are no DICOM, or hold no pixels, are noted.
 *
 * @throws {DataError} for files that cannot be used: all of them.
 */
export async function listDicomSeries(folder: string, options: ReadOptions = {}): Promise<Series[]> {
  const series = new Map<string, PlacedSlice[]>(), defects = [], others: string[] = [];
  const names = await namingFile(folder, () => Array.fromAsync(Deno.readDir(folder)));
  for (
    const { name } of names.filter(({ isDirectory }) => !isDirectory).sort((a, b) => a.name < b.name ? -1 : 1)
  ) {
    const file = `${folder}/${name}`;
    try {
      const slice = await readPlaced(file);
      if (slice) series.set(slice.series, [...series.get(slice.series) ?? [], slice]);
      else others.push(name);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      defects.push(...error.defects);
    }
  }
  if (defects.length > 0) throw new DataError(defects);
  if (others.length > 0) options.note?.(`no slices, passed over: ${others.join(", ")}`);
  const uids = [...series.keys()].sort();
  return uids.map((uid) => ({ uid, title: series.get(uid)![0].title, slices: series.get(uid)! }));
}

async function readPlaced(file: string): Promise<PlacedSlice | undefined> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!isDicom(bytes)) return undefined;
  return await namingFile(file, () => {
    const slice = readSlice(bytes);
    if (!slice) return undefined;
    const { pixels: _, ...placed } = slice;
    return { ...placed, file };
  });
}

function chooseSeries(
  folder: string,
  found: readonly Series[],
  options: SeriesOptions,
): readonly PlacedSlice[] {
  const listed = found.map(({ uid, title, slices }) =>
    `${uid} (${title || "untitled"}, ${slices.length} slice${slices.length === 1 ? "" : "s"})`
  );
  const wanted = options.series;
  const chosen = wanted === undefined ? found : found.filter(({ uid }) => uid === wanted);
  if (chosen.length === 1) return chosen[0].slices;
  const reason = found.length === 0
    ? "Expected DICOM files, found none"
    : wanted === undefined
    ? `Expected one DICOM series, found ${found.length}; choose one: ${listed.join("; ")}`
    : `Expected the DICOM series ${wanted}, found ${listed.join("; ")}`;
  throw new DataError([{ file: folder, reason }]);
}

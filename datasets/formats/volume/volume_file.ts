import { DataError } from "@dragsaw/core/data";
import {
  gunzipStart,
  isGzip,
  isNiftiPath,
  namingFile,
  readNifti,
  type ReadOptions,
  type Volume,
  writeAtomic,
  writeNifti,
} from "@dragsaw/core/volume";
import { formatOf } from "../sniff.ts";
import { encodeMetaImage } from "./encode_meta_image.ts";
import { encodeNrrd } from "./encode_nrrd.ts";
import { readMetaImage } from "./meta_image.ts";
import { readNrrd } from "./nrrd.ts";

/** A format of volumes, by the endings of its files. */
interface VolumeFormat {
  readonly name: string;
  readonly fits: (path: string) => boolean;
  readonly read: (path: string, options: ReadOptions) => Promise<Volume>;
}

const FORMATS: readonly VolumeFormat[] = [
  { name: "NIfTI", fits: isNiftiPath, read: readNifti },
  { name: "NRRD", fits: (path) => /\.(nrrd|nhdr)$/i.test(path), read: readNrrd },
  { name: "MetaImage", fits: (path) => /\.(mha|mhd)$/i.test(path), read: readMetaImage },
];

/** Endings of files that `readVolume` reads. */
export const VOLUME_ENDINGS: readonly string[] = [
  ".nii.gz",
  ".nii",
  ".hdr",
  ".img",
  ".nrrd",
  ".nhdr",
  ".mha",
  ".mhd",
];

/** Whether a path ends as files of volumes do. */
export function isVolumePath(path: string): boolean {
  return FORMATS.some(({ fits }) => fits(path));
}

/**
 * Reads a volume by the ending of its name: NIfTI (.nii, .nii.gz, .hdr with .img), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd).
 * Whatever the file's own convention, the affine is in RAS+ and mm.
 *
 * @param options `limit` in bytes of voxels; `note` hears of oddities that are no errors.
 * @throws {DataError} naming file and place, what was found and what was wanted; also for a content that is not what the name says.
 */
export async function readVolume(path: string, options: ReadOptions = {}): Promise<Volume> {
  const format = FORMATS.find(({ fits }) => fits(path));
  if (!format) {
    const reason = `Expected a name that ends in ${VOLUME_ENDINGS.join(", ")}`;
    throw new DataError([{ kind: "wrong-format", file: path, reason }]);
  }
  try {
    return await format.read(path, options);
  } catch (error) {
    const content = await contentOf(path);
    if (content === undefined || content === format.name) throw error;
    const reason =
      `Expected ${format.name}, as the name says, found ${content}: give the file its right ending`;
    throw new DataError([{ kind: "wrong-format", file: path, reason }], { cause: error });
  }
}

/**
 * Writes a volume, whole or not at all, by the ending of the name: .nii, .nii.gz, .nrrd or .mha. A NIfTI file gets the header that
 * the volume came with, geometry to the bit. Equal volumes give equal bytes.
 *
 * @throws {RangeError} for another ending.
 */
export async function writeVolume(path: string, volume: Volume): Promise<void> {
  if (/\.nii(\.gz)?$/i.test(path)) return await writeNifti(path, volume);
  if (/\.nrrd$/i.test(path)) return await writeAtomic(path, encodeNrrd(volume));
  if (/\.mha$/i.test(path)) return await writeAtomic(path, encodeMetaImage(volume));
  throw new RangeError(`Cannot write "${path}": expected a name that ends in .nii.gz, .nii, .nrrd or .mha`);
}

/** The format that a file's first bytes are of; nothing where they are of none, or cannot be read. */
async function contentOf(path: string): Promise<string | undefined> {
  const head = await firstBytes(path).catch(() => new Uint8Array());
  const bytes = isGzip(head)
    ? await namingFile(path, () => gunzipStart(head, 1)).catch(() => new Uint8Array())
    : head;
  return formatOf(bytes);
}

async function firstBytes(path: string): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(1024), count = await file.read(bytes);
  return bytes.subarray(0, count ?? 0);
}

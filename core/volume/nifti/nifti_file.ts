import { writeAtomic } from "../../checkpoint/atomic.ts";
import type { ReadOptions } from "../budget.ts";
import { isGzip } from "../gzip.ts";
import { namingFile, readBounded } from "../read_file.ts";
import type { Volume } from "../volume.ts";
import { decodeNifti, decodeNiftiPair } from "./decode_nifti.ts";
import { encodeNifti } from "./encode_nifti.ts";

const PAIRED = /\.(hdr|img)(\.gz)?$/i;

/** Whether a path ends as NIfTI files do: .nii or .hdr and .img, each with or without .gz. */
export function isNiftiPath(path: string): boolean {
  return /\.nii(\.gz)?$/i.test(path) || PAIRED.test(path);
}

/**
 * Reads a NIfTI file, or a pair of .hdr and .img by either of its names. Whether it is gzipped is seen from its content; a name
 * that says otherwise is noted.
 *
 * @throws {DataError} naming the file, the byte, what was found and what was wanted.
 */
export async function readNifti(path: string, options: ReadOptions = {}): Promise<Volume> {
  if (PAIRED.test(path)) return await readPair(path, options);
  const bytes = await readBounded(path, options.limit);
  const packed = isGzip(bytes);
  if (packed !== /\.gz$/i.test(path)) {
    options.note?.(
      packed ? "gzipped, though the name does not say so" : "not gzipped, though the name says so",
    );
  }
  return await namingFile(path, () => decodeNifti(bytes, options));
}

/**
 * Writes a NIfTI file, whole or not at all; see `encodeNifti`.
 *
 * @param path Ends in .nii or .nii.gz.
 * @throws {RangeError} for another ending.
 */
export async function writeNifti(path: string, volume: Volume): Promise<void> {
  if (!/\.nii(\.gz)?$/i.test(path)) {
    throw new RangeError(`Cannot write "${path}": expected a name that ends in .nii or .nii.gz`);
  }
  await writeAtomic(path, encodeNifti(volume, { gzip: /\.gz$/i.test(path) }));
}

async function readPair(path: string, options: ReadOptions): Promise<Volume> {
  const [head, image] = await Promise.all([firstOf(path, "hdr"), firstOf(path, "img")]);
  const bytes = await Promise.all([readBounded(head, options.limit), readBounded(image, options.limit)]);
  return await namingFile(head, () => decodeNiftiPair(bytes[0], bytes[1], options));
}

/** The file of a pair with an ending, gzipped or not, whichever is there. */
async function firstOf(path: string, ending: string): Promise<string> {
  const plain = path.replace(PAIRED, `.${ending}`), packed = `${plain}.gz`;
  const found = await Deno.stat(plain).then(() => true, () => false);
  if (found) return plain;
  return await Deno.stat(packed).then(() => packed, () => plain);
}

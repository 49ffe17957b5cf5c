import { namingFile, readBounded, type ReadOptions, type Volume } from "@dragsaw/core/volume";
import { readNrrdHeader } from "./nrrd_header.ts";
import { siblingFile } from "./sibling.ts";
import { assembleVolume } from "./stored_voxels.ts";

/**
 * Reads a NRRD file, or a .nhdr and the file with voxels that it names; raw or gzip, of either order of bytes. One axis may hold
 * channels: the first or the last.
 *
 * @throws {DataError} naming the file, the line, what was found and what was wanted.
 */
export async function readNrrd(path: string, options: ReadOptions = {}): Promise<Volume> {
  const bytes = await readBounded(path, options.limit);
  return await namingFile(path, async () => {
    const header = readNrrdHeader(bytes, options.note);
    if (header.file === undefined) return assembleVolume(header, bytes.subarray(header.end), options);
    const file = await siblingFile(path, header.file);
    const voxels = await readBounded(file, options.limit);
    return await namingFile(file, () => assembleVolume(header, voxels, options));
  });
}

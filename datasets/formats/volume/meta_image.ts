import {
  flipLps,
  namingFile,
  readBounded,
  type ReadOptions,
  type Triple,
  type Volume,
  type VoxelType,
} from "@dragsaw/core/volume";
import { HeaderLines, linesOf } from "./header_lines.ts";
import { siblingFile } from "./sibling.ts";
import { assembleVolume, type StoredVoxels } from "./stored_voxels.ts";

/** A MetaImage header, and where its voxels are. */
interface MetaHeader extends StoredVoxels {
  readonly end: number;
  /** Absent where the voxels follow the header. */
  readonly file?: string;
}

const TYPES: Readonly<Record<string, VoxelType>> = {
  MET_CHAR: "int8",
  MET_UCHAR: "uint8",
  MET_SHORT: "int16",
  MET_USHORT: "uint16",
  MET_INT: "int32",
  MET_UINT: "uint32",
  // ITK writes 32 bits for these two, on all systems
  MET_LONG: "int32",
  MET_ULONG: "uint32",
  MET_LONG_LONG: "int64",
  MET_ULONG_LONG: "uint64",
  MET_FLOAT: "float32",
  MET_DOUBLE: "float64",
};

/**
 * Reads a MetaImage: .mha, or .mhd and the file with voxels that it names; packed with zlib or not, of either order of bytes.
 *
 * @throws {DataError} naming the file, the line, what was found and what was wanted.
 */
export async function readMetaImage(path: string, options: ReadOptions = {}): Promise<Volume> {
  const bytes = await readBounded(path, options.limit);
  return await namingFile(path, async () => {
    const header = readHeader(bytes);
    if (header.file === undefined) return assembleVolume(header, bytes.subarray(header.end), options);
    const file = await siblingFile(path, header.file);
    const voxels = await readBounded(file, options.limit);
    return await namingFile(file, () => assembleVolume(header, voxels, options));
  });
}

function readHeader(bytes: Uint8Array): MetaHeader {
  const { lines, end } = readLines(bytes);
  if (lines.text("objecttype") && !/^image$/i.test(lines.required("objecttype"))) {
    lines.refuse("Image", "objecttype");
  }
  if (lines.text("binarydata") && !isTrue(lines, "binarydata")) lines.refuse("True", "binarydata");
  const [dims] = lines.counts(1, "ndims");
  if (dims > 4) lines.refuse("1 to 4", "ndims");
  const sides = lines.counts(dims, "dimsize");
  const size: Triple = [sides[0], sides[1] ?? 1, sides[2] ?? 1], times = sides[3] ?? 1;
  const values = lines.text("elementnumberofchannels") ? lines.counts(1, "elementnumberofchannels")[0] : 1;
  if (values > 1 && times > 1) lines.refuse("1 where there are 4 dimensions", "elementnumberofchannels");
  const [skip] = lines.numbers(1, "headersize") ?? [0];
  if (!Number.isSafeInteger(skip) || skip < -1) lines.refuse("-1, 0 or more", "headersize");
  const file = lines.required("elementdatafile");
  if (/^LIST\b|%/.test(file)) lines.refuse("one file", "elementdatafile");
  return {
    size,
    channels: values * times,
    interleaved: values > 1,
    type: TYPES[lines.required("elementtype")] ?? lines.refuse(Object.keys(TYPES).join(", "), "elementtype"),
    littleEndian: !isTrue(lines, "binarydatabyteordermsb", "elementbyteordermsb"),
    packing: isTrue(lines, "compresseddata") ? "zlib" : "none",
    skip,
    affine: readAffine(lines, dims),
    end,
    ...!/^local$/i.test(file) && { file },
  };
}

function readLines(bytes: Uint8Array): { lines: HeaderLines; end: number } {
  const lines = new HeaderLines("MetaImage");
  for (const { text, line, end } of linesOf(bytes)) {
    if (text.trim() === "") continue;
    const field = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(text);
    if (!field) {
      throw new SyntaxError(
        `Cannot decode the MetaImage file: expected "Key = value" in line ${line}, found ${
          JSON.stringify(text.slice(0, 40))
        }`,
      );
    }
    lines.add(field[1].toLowerCase(), field[2], line);
    // It is the last line: voxels may follow
    if (field[1].toLowerCase() === "elementdatafile") return { lines, end };
  }
  return { lines, end: bytes.length };
}

function isTrue(lines: HeaderLines, ...keys: string[]): boolean {
  const text = lines.text(...keys)?.toLowerCase() ?? "false";
  if (!/^(true|false|1|0|t|f)$/.test(text)) lines.refuse("True or False", ...keys);
  return /^[t1]/.test(text);
}

/** Row i of TransformMatrix is the direction of axis i, in LPS. */
function readAffine(lines: HeaderLines, dims: number): number[] {
  const n = Math.min(dims, 3);
  const spacing = lines.numbers(dims, "elementspacing", "elementsize") ?? Array(dims).fill(1);
  const origin = lines.numbers(dims, "offset", "position", "origin") ?? Array(dims).fill(0);
  const matrix = lines.numbers(dims * dims, "transformmatrix", "rotation", "orientation");
  const direction = (axis: number, world: number) => {
    if (!matrix || axis >= n || world >= n) return axis === world ? 1 : 0;
    return matrix[axis * dims + world];
  };
  const rows = [0, 1, 2].flatMap((world) => [
    ...[0, 1, 2].map((axis) => direction(axis, world) * (spacing[axis] ?? 1)),
    origin[world] ?? 0,
  ]);
  return flipLps(rows);
}

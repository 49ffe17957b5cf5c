import type { ReadOptions } from "../budget.ts";
import { geometry } from "../geometry.ts";
import { gunzip, gunzipStart, isGzip } from "../gzip.ts";
import type { NiftiHeader, Volume, Voxels } from "../volume.ts";
import { emptyVoxels, separateChannels, voxelsFromBytes } from "../voxel_type.ts";
import { headerAffine } from "./affine.ts";
import { readHeader, refusal } from "./read_header.ts";
import { planVoxels, scaledType, type VoxelPlan } from "./voxel_plan.ts";

/** As much as a header of any version takes, with the bytes that announce extensions. */
const LONGEST_HEADER = 544;
/** Bytes after the voxels that are let pass: fillings of blocks. More means that the header says too little. */
const FILLING = 65_536;
/** Bytes that extensions may take: 64 MiB. */
const LONGEST_EXTENSIONS = 2 ** 26;

/**
 * Decodes a NIfTI-1 or NIfTI-2 file, gzipped or not, of either order of bytes. Integers stay what they are unless the file
 * scales them (`scl_slope`, `scl_inter`): then they become float32, or float64 above 16 bits. RGB becomes 3 channels.
 * Nothing is allocated before the header's promises are held against the limit and against what the bytes can hold.
 *
 * @throws {SyntaxError} naming the byte, what was found and what was wanted. @throws {RangeError} above `options.limit`.
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeNifti, encodeNifti, geometry } from "@dragsaw/core/volume";
 *
 * const place = geometry([2, 1, 1], [0.5, 0, 0, -10, 0, 0.5, 0, 20, 0, 0, 3, 0]);
 * const read = decodeNifti(encodeNifti({ ...place, channels: 1, data: Int16Array.of(-1000, 400) }));
 * assertEquals(read.spacing, [0.5, 0.5, 3]);
 * assertEquals(read.data, Int16Array.of(-1000, 400));
 * ```
 */
export function decodeNifti(bytes: Uint8Array, options: ReadOptions = {}): Volume {
  const start = isGzip(bytes) ? gunzipStart(bytes, LONGEST_HEADER) : bytes;
  const { header, pair } = readHeader(start);
  if (pair) throw refusal("header and voxels in one file", "a header whose voxels are in an .img file");
  const plan = planVoxels(header, false, options);
  const before = plan.offset - header.bytes.length;
  if (before > LONGEST_EXTENSIONS) {
    throw refusal(`extensions of at most ${LONGEST_EXTENSIONS} bytes`, `${before}`);
  }
  const whole = unpacked(bytes, plan, options);
  const extensions = whole.slice(header.bytes.length, plan.offset);
  return assemble({ ...header, extensions }, plan, whole);
}

/**
 * Decodes a NIfTI header and the file with its voxels (.hdr and .img), each gzipped or not.
 *
 * @throws {SyntaxError} naming the byte, what was found and what was wanted. @throws {RangeError} above `options.limit`.
 */
export function decodeNiftiPair(head: Uint8Array, image: Uint8Array, options: ReadOptions = {}): Volume {
  const bytes = isGzip(head) ? gunzip(head, 0, LONGEST_HEADER + LONGEST_EXTENSIONS) : head;
  const { header, pair } = readHeader(bytes);
  if (!pair) {
    throw refusal("a header whose voxels are in an .img file", "one of header and voxels in one file");
  }
  const plan = planVoxels(header, true, options);
  const extensions = bytes.slice(header.bytes.length);
  return assemble({ ...header, extensions }, plan, unpacked(image, plan, options, " of the .img file"));
}

/** The bytes up to the end of the voxels and a little more, when there are so many. */
function unpacked(bytes: Uint8Array, plan: VoxelPlan, options: ReadOptions, where = ""): Uint8Array {
  const { offset, length, size, channels } = plan;
  const end = offset + length;
  const whole = isGzip(bytes) ? gunzip(bytes, end, end + FILLING) : bytes;
  const extra = whole.length - end;
  if (extra < 0 || extra > FILLING) {
    throw refusal(
      `${length} bytes of voxels from byte ${offset}${where} (${size.join(" x ")}, channels: ${channels})`,
      `${Math.max(0, whole.length - offset)}: ${extra < 0 ? "the file is cut short" : "more than one image"}`,
      extra < 0 ? "truncated-file" : "header-lies",
    );
  }
  if (extra > 0) options.note?.(`${extra} bytes after the voxels were passed over`);
  return whole;
}

function assemble(header: NiftiHeader, plan: VoxelPlan, bytes: Uint8Array): Volume {
  const { size, channels, offset, length, type, values, scale } = plan;
  const place = geometry(size, headerAffine(header), header);
  const stored = voxelsFromBytes(bytes.subarray(offset, offset + length), type, header.littleEndian);
  const data = scale ? scaled(stored, plan, scale) : separateChannels(stored, values);
  return { ...place, channels, data };
}

function scaled(
  stored: Voxels,
  { type }: VoxelPlan,
  { slope, intercept }: NonNullable<VoxelPlan["scale"]>,
): Voxels {
  const values = emptyVoxels(scaledType(type), stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = slope * Number(stored[i]) + intercept;
  return values;
}

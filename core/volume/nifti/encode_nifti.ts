import { gzip } from "../gzip.ts";
import type { NiftiHeader, Volume } from "../volume.ts";
import { bytesFromVoxels, voxelType } from "../voxel_type.ts";
import { headerAffine } from "./affine.ts";
import { datatypeCode } from "./datatype.ts";
import { HeaderFields } from "./header_fields.ts";
import { newHeader } from "./new_header.ts";

/**
 * Encodes a volume as one NIfTI file. Where it has the header that it, or the image it belongs to, was read with, that header
 * is written: order of bytes, sform, qform, sizes, codes, units, intent and extensions to the bit. Only number and type of the
 * values, their scaling (none) and the range to show (none) are new. Otherwise, or where the affine is no longer the header's, a
 * NIfTI-1 header is made (NIfTI-2 for sides above 32,767), with sform and, where axes stand at right angles, qform.
 *
 * @param options `gzip`: packs the file. Equal volumes give equal bytes.
 */
export function encodeNifti(volume: Volume, options: { readonly gzip?: boolean } = {}): Uint8Array {
  const kept = volume.header && describes(volume.header, volume) ? volume.header : newHeader(volume);
  const header = { ...kept, bytes: new Uint8Array(kept.bytes) };
  const fields = new HeaderFields(header);
  writeValues(fields, volume);
  const before = header.bytes.length + header.extensions.length;
  // Extensions end, and voxels start, at a multiple of 16 bytes
  const offset = Math.max(header.bytes.length + 4, Math.ceil(before / 16) * 16);
  fields.set("vox_offset", offset);
  const { magic, magicAt } = fields.layout;
  header.bytes.set(new TextEncoder().encode(magic.single), magicAt);
  const voxels = bytesFromVoxels(volume.data, header.littleEndian);
  const file = new Uint8Array(offset + voxels.length);
  file.set(header.bytes);
  file.set(header.extensions, header.bytes.length);
  file.set(voxels, offset);
  return options.gzip ? gzip(file) : file;
}

/** Whether a header says where the volume's voxels are: to the bit. */
function describes(header: NiftiHeader, { size, affine }: Volume): boolean {
  const fields = new HeaderFields(header), dims = fields.get("dim");
  const same = size.every((side, i) => side === (i < dims ? fields.get("dim", i + 1) : 1));
  return same && headerAffine(header).every((value, i) => value === affine[i]);
}

function writeValues(fields: HeaderFields, { size, channels, data }: Volume): void {
  const voxels = size[0] * size[1] * size[2] * channels;
  if (data.length !== voxels) {
    throw new RangeError(`Cannot encode the volume: expected ${voxels} values, found ${data.length}`);
  }
  const dims = fields.all("dim");
  const said = dims.slice(4, dims[0] + 1).reduce((product, side) => product * side, 1);
  if (said !== channels) fields.set("dim", channels === 1 ? 3 : 4, ...size, channels, 1, 1, 1);
  fields.set("datatype", datatypeCode(voxelType(data)));
  fields.set("bitpix", 8 * data.BYTES_PER_ELEMENT);
  fields.set("scl_slope", 1);
  fields.set("scl_inter", 0);
  fields.set("cal_max", 0);
  fields.set("cal_min", 0);
}

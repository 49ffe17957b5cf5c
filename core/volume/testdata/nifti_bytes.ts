/** A NIfTI-1 file, byte by byte: offsets are those of nifti1.h, written out again so that nothing is shared with the reader. */
export interface NiftiParts {
  /** dim[0] to dim[7]; what is left out is 1. */
  dim: number[];
  datatype: number;
  bitpix: number;
  /** Writes value number i at an offset. */
  voxels: (view: DataView, at: number, i: number, little: boolean) => void;
  values: number;
  big?: boolean;
  pixdim?: number[];
  slope?: number;
  intercept?: number;
  qform?: { code: number; quaternion: number[]; offset: number[] };
  sform?: { code: number; rows: number[] };
  units?: number;
  offset?: number;
  magic?: string;
  /** Bytes from 348 on. */
  extension?: Uint8Array;
}

export function niftiBytes(parts: NiftiParts): Uint8Array {
  const { dim, datatype, bitpix, voxels, values, big = false, offset = 352, magic = "n+1\0" } = parts;
  // Voxels stand where the header says, if that is a place for them
  const little = !big, start = offset >= 352 && offset < 4096 ? Math.trunc(offset) : 352;
  const bytes = new Uint8Array(start + values * bitpix / 8), view = new DataView(bytes.buffer);
  const floats = (at: number, numbers: number[]) =>
    numbers.forEach((v, i) => view.setFloat32(at + 4 * i, v, little));
  view.setInt32(0, 348, little);
  for (let i = 0; i < 8; i++) view.setInt16(40 + 2 * i, dim[i] ?? 1, little);
  view.setInt16(70, datatype, little);
  view.setInt16(72, bitpix, little);
  floats(76, parts.pixdim ?? [1, 1, 1, 1, 1, 1, 1, 1]);
  floats(108, [offset, parts.slope ?? 0, parts.intercept ?? 0]);
  view.setUint8(123, parts.units ?? 2);
  if (parts.qform) {
    view.setInt16(252, parts.qform.code, little);
    floats(256, [...parts.qform.quaternion, ...parts.qform.offset]);
  }
  if (parts.sform) {
    view.setInt16(254, parts.sform.code, little);
    floats(280, parts.sform.rows);
  }
  bytes.set(new TextEncoder().encode(magic), 344);
  bytes.set(parts.extension ?? new Uint8Array(), 348);
  for (let i = 0; i < values; i++) voxels(view, start + i * bitpix / 8, i, little);
  return bytes;
}

/** A 2 x 3 x 2 int16 volume of 0, 1, 2 ... */
export function small(changes: Partial<NiftiParts> = {}): Uint8Array {
  return niftiBytes({
    dim: [3, 2, 3, 2],
    datatype: 4,
    bitpix: 16,
    values: 12,
    voxels: (view, at, i, little) => view.setInt16(at, i, little),
    ...changes,
  });
}

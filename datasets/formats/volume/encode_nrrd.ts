import { bytesFromVoxels, flipLps, gzip, type Volume, type VoxelType, voxelType } from "@dragsaw/core/volume";

const NAMES: Readonly<Record<VoxelType, string>> = {
  int8: "signed char",
  uint8: "unsigned char",
  int16: "short",
  uint16: "unsigned short",
  int32: "int",
  uint32: "unsigned int",
  int64: "long long",
  uint64: "unsigned long long",
  float32: "float",
  float64: "double",
};

/** Encodes a volume as one NRRD file, packed, in LPS as ITK writes it. Numbers are written so that they read back to the bit. */
export function encodeNrrd({ size, channels, affine, data }: Volume): Uint8Array {
  const lps = flipLps(affine);
  const column = (c: number) => `(${lps[c]},${lps[4 + c]},${lps[8 + c]})`;
  const several = channels > 1, type = voxelType(data);
  const lines = [
    "NRRD0004",
    `type: ${NAMES[type]}`,
    `dimension: ${several ? 4 : 3}`,
    "space: left-posterior-superior",
    `sizes: ${[...size, ...several ? [channels] : []].join(" ")}`,
    `space directions: ${[0, 1, 2].map(column).join(" ")}${several ? " none" : ""}`,
    `kinds: domain domain domain${several ? " list" : ""}`,
    "endian: little",
    "encoding: gzip",
    `space origin: ${column(3)}`,
  ];
  return joined(lines.join("\n") + "\n\n", gzip(bytesFromVoxels(data, true)));
}

/** A text header and what follows it. */
export function joined(header: string, voxels: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(header), file = new Uint8Array(head.length + voxels.length);
  file.set(head);
  file.set(voxels, head.length);
  return file;
}

import {
  bytesFromVoxels,
  deflate,
  flipLps,
  type Volume,
  type VoxelType,
  voxelType,
} from "@dragsaw/core/volume";
import { joined } from "./encode_nrrd.ts";

const NAMES: Readonly<Record<VoxelType, string>> = {
  int8: "MET_CHAR",
  uint8: "MET_UCHAR",
  int16: "MET_SHORT",
  uint16: "MET_USHORT",
  int32: "MET_INT",
  uint32: "MET_UINT",
  int64: "MET_LONG_LONG",
  uint64: "MET_ULONG_LONG",
  float32: "MET_FLOAT",
  float64: "MET_DOUBLE",
};

/**
 * Encodes a volume as one .mha file, packed. Channels are written as a fourth dimension. The format keeps directions apart from
 * spacings, so that an oblique affine may read back off by a rounding.
 */
export function encodeMetaImage({ size, channels, affine, spacing, data }: Volume): Uint8Array {
  const lps = flipLps(affine), dims = channels > 1 ? 4 : 3;
  const axis = (c: number) => [0, 1, 2].map((world) => lps[4 * world + c] / spacing[c]);
  const matrix = [0, 1, 2].flatMap((c) => dims === 4 ? [...axis(c), 0] : axis(c));
  const more = (value: number) => dims === 4 ? [value] : [];
  const voxels = deflate(bytesFromVoxels(data, true));
  const lines = [
    "ObjectType = Image",
    `NDims = ${dims}`,
    "BinaryData = True",
    "BinaryDataByteOrderMSB = False",
    "CompressedData = True",
    `CompressedDataSize = ${voxels.length}`,
    `TransformMatrix = ${[...matrix, ...dims === 4 ? [0, 0, 0, 1] : []].join(" ")}`,
    `Offset = ${[lps[3], lps[7], lps[11], ...more(0)].join(" ")}`,
    `ElementSpacing = ${[...spacing, ...more(1)].join(" ")}`,
    `DimSize = ${[...size, ...more(channels)].join(" ")}`,
    `ElementType = ${NAMES[voxelType(data)]}`,
    "ElementDataFile = LOCAL",
  ];
  return joined(lines.join("\n") + "\n", voxels);
}

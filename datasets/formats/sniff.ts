const TEXT = new TextDecoder("latin1");

/** Formats of volumes, by what their files begin with. */
const VOLUMES: readonly (readonly [format: string, at: number, magic: string])[] = [
  ["nifti", 344, "n+1\0"],
  ["nifti", 344, "ni1\0"],
  ["nifti", 4, "n+2\0"],
  ["nrrd", 0, "NRRD000"],
  ["metaimage", 0, "ObjectType"],
  ["metaimage", 0, "NDims"],
  ["dicom", 128, "DICM"],
  ["gzip", 0, "\x1f\x8b"],
];

/** Names of files of volumes. */
const VOLUME_NAME = /\.(nii|nii\.gz|nrrd|nhdr|mha|mhd|dcm|dicom)$/i;

/** The format of a volume that `bytes` begin like, gzip included, as volumes are packed in it; undefined for others. */
export function volumeFormat(bytes: Uint8Array): string | undefined {
  return VOLUMES.find(([, at, magic]) => TEXT.decode(bytes.subarray(at, at + magic.length)) === magic)?.[0];
}

/** Whether a file is named like a volume. */
export function isVolumeName(name: string): boolean {
  return VOLUME_NAME.test(name);
}

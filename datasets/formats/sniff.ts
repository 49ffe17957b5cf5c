/** What files begin with, a letter for each byte, by the format that they are of then. */
const STARTS: readonly (readonly [format: string, at: number, magic: string])[] = [
  ["NIfTI", 344, "n+1\0"],
  ["NIfTI", 344, "ni1\0"],
  // Length of the header, of both orders of bytes: 348, 540
  ...["\x5c\x01\0\0", "\0\0\x01\x5c", "\x1c\x02\0\0", "\0\0\x02\x1c"].map((magic) =>
    ["NIfTI", 0, magic] as const
  ),
  ["NRRD", 0, "NRRD000"],
  ["MetaImage", 0, "ObjectType"],
  ["MetaImage", 0, "NDims"],
  ["DICOM", 128, "DICM"],
  ["gzip", 0, "\x1f\x8b"],
  ["PNG", 0, "\x89PNG"],
  ["JPEG", 0, "\xff\xd8\xff"],
  ["a zip archive", 0, "PK\x03\x04"],
];

/** Those of volumes; gzip is what volumes are packed in. */
const VOLUMES: ReadonlySet<string> = new Set(["NIfTI", "NRRD", "MetaImage", "DICOM", "gzip"]);

/** Names of files of volumes. */
const VOLUME_NAME = /\.(nii|nii\.gz|nrrd|nhdr|mha|mhd|dcm|dicom)$/i;

/** The format that `bytes` begin like; undefined where they begin like none that is known. */
export function formatOf(bytes: Uint8Array): string | undefined {
  // As bytes: TextDecoder's latin1 is windows-1252, which has other letters for 0x80 to 0x9f
  return STARTS.find(([, at, magic]) =>
    [...magic].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))
  )
    ?.[0];
}

/** As {@linkcode formatOf}, for formats of volumes alone. */
export function volumeFormat(bytes: Uint8Array): string | undefined {
  const format = formatOf(bytes);
  return format !== undefined && VOLUMES.has(format) ? format : undefined;
}

/** Whether a file is named like a volume. */
export function isVolumeName(name: string): boolean {
  return VOLUME_NAME.test(name);
}

/** A checksum that an archive is known to have. */
export interface KnownSum {
  /** MD5 tells a damaged archive, not a forged one. */
  readonly algorithm: "sha256" | "md5";
  /** Hexadecimal. */
  readonly sum: string;
}

/** An archive that anybody may download. */
export interface RemoteArchive {
  /** Its file's name. */
  readonly name: string;
  /** Addresses of the same bytes, the best first. */
  readonly urls: readonly string[];
  /** About how many bytes it has. */
  readonly bytes: number;
  /** Its checksum; where none is known, the first one seen binds later downloads. */
  readonly known?: KnownSum;
  /** Folder that it becomes, under the folder of all data; one top folder in it, of any name, is that folder. */
  readonly to: string;
}

/** A dataset to fetch. */
export interface FetchSet {
  /** What the user asks for. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** Terms of use, as its source states them. */
  readonly licence: string;
  /** Its source. */
  readonly page: string;
  /** Folder that its `root` is then, under the folder of all data. */
  readonly root: string;
  /** What to do with it. */
  readonly use: string;
  /** All of it; empty for sets that want an account or a form. */
  readonly archives: readonly RemoteArchive[];
  /** What to do by hand, where there is no archive to fetch. */
  readonly steps?: readonly string[];
}

/** About how many bytes a set is to download. */
export function bytesOf({ archives }: FetchSet): number {
  return archives.reduce((sum, { bytes }) => sum + bytes, 0);
}

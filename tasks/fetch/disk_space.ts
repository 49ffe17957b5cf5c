import { formatBytes } from "@dragsaw/core/files";
import { statfs } from "node:fs/promises";

/** Bytes that may still be written in a folder. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Left alone, so that a system disk does not run full. */
const RESERVE = 500e6;

/** Bytes that a fetch may fill in a folder. */
export async function roomIn(folder: string): Promise<number> {
  return Math.max(0, await freeSpace(folder) - RESERVE);
}

/** @throws {RangeError} when a folder has not the room. @param what It is wanted for. */
export async function wantRoom(folder: string, bytes: number, what: string, room = roomIn): Promise<void> {
  const free = await room(folder);
  if (bytes <= free) return;
  throw new RangeError(
    `No room in ${folder}: ${what} wants about ${formatBytes(bytes)}, found ${
      formatBytes(free)
    }; choose another --out`,
  );
}

import { DataError } from "@dragsaw/core";
import { readVolume } from "@dragsaw/datasets";
import type { Labels } from "./overlays.ts";

/** Reads a volume of class ids. @throws {DataError} For values that are none, naming the file and the first. */
export async function readLabels(file: string): Promise<Labels> {
  const volume = await readVolume(file), { size } = volume, count = size[0] * size[1] * size[2];
  const data = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const value = Number(volume.data[i]);
    data[i] = value;
    if (data[i] === value) continue;
    const reason = `Found the value ${value}, expected class ids: whole numbers from 0 to 255`;
    throw new DataError([{ file, reason }]);
  }
  return { ...volume, channels: 1, data };
}

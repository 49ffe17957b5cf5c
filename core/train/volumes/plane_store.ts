/** Planes of float32 sums, of which a bounded number is in use at a time. */
export interface PlaneStore {
  /**
   * Changes values of a plane from `from` to before `to` in place.
   *
   * @param slot Which plane. @param change Is given the values in question.
   */
  change(slot: number, from: number, to: number, change: (values: Float32Array) => void): void;
  /** The values of a plane, which is 0 afterwards. Good until the next call. */
  take(slot: number): Float32Array;
  /** Frees what it holds. */
  close(): void;
}

/** Planes in memory. */
export function planesInMemory(slots: number, length: number): PlaneStore {
  const planes = Array.from({ length: slots }, () => new Float32Array(length)),
    out = new Float32Array(length);
  return {
    change: (slot, from, to, change) => change(planes[slot].subarray(from, to)),
    take(slot) {
      out.set(planes[slot]);
      planes[slot].fill(0);
      return out;
    },
    close: () => {},
  };
}

/** Planes in a file that is gone afterwards: memory for one of them, whatever their number. @param folder Where the file is made. */
export function planesOnDisk(slots: number, length: number, folder?: string): PlaneStore {
  const { file, close } = openUnnamed(folder);
  const buffer = new Float32Array(length), zeros = new Uint8Array(4 * length);
  try {
    file.truncateSync(4 * slots * length);
  } catch (error) {
    close();
    throw error;
  }
  const bytesOf = (from: number, to: number) => new Uint8Array(buffer.buffer, 4 * from, 4 * (to - from));
  const at = (slot: number, from: number) => file.seekSync(4 * (slot * length + from), Deno.SeekMode.Start);
  return {
    change(slot, from, to, change) {
      const bytes = bytesOf(from, to);
      at(slot, from);
      readAll(file, bytes);
      change(buffer.subarray(from, to));
      at(slot, from);
      writeAll(file, bytes);
    },
    take(slot) {
      at(slot, 0);
      readAll(file, bytesOf(0, length));
      at(slot, 0);
      writeAll(file, zeros);
      return buffer;
    },
    close,
  };
}

/** A file that no kill leaves behind, where the system lets open files lose their names. */
function openUnnamed(folder?: string): { file: Deno.FsFile; close: () => void } {
  const path = Deno.makeTempFileSync({ prefix: "dragsaw_sums_", ...folder !== undefined && { dir: folder } });
  const file = Deno.openSync(path, { read: true, write: true }), windows = Deno.build.os === "windows";
  if (!windows) Deno.removeSync(path);
  const close = () => {
    file.close();
    if (windows) Deno.removeSync(path);
  };
  return { file, close };
}

function readAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const count = file.readSync(bytes.subarray(done));
    if (count === null) throw new Deno.errors.UnexpectedEof("Cannot read sums back: their file is cut short");
    done += count;
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}

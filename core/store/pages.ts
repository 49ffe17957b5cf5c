import { checksum } from "./checksum.ts";
import { readAt } from "./entry_file.ts";
import { type ArrayLayout, PAGE } from "./layout.ts";
import { DamagedEntry } from "./store_error.ts";

/** Memory that all entries of a store share. */
export interface PageMemory {
  /** Bytes that may still be kept. */
  left: number;
}

/** The pages of one array, as far as they are wanted. */
export interface Pages {
  /**
   * Reads pages during `work`; a file is opened if one of them is not in memory. Pages stay in memory while there is room: each
   * epoch goes through all cases in a new order, so that those least recently used are as likely to be wanted next as others.
   *
   * @throws {DamagedEntry} for a page that is not as it was written: each is checked when it is first read.
   */
  during<T>(work: (page: (index: number) => Uint8Array) => T): T;
  /** Gives up what is in memory. */
  forget(): void;
}

/** @param file Where the array stands. @param onRead Called when the file is opened. */
export function pagesOf(file: string, layout: ArrayLayout, memory: PageMemory, onRead: () => void): Pages {
  const kept = new Map<number, Uint8Array>(), checked = new Uint8Array(layout.checksums.length);
  const read = (handle: Deno.FsFile, index: number): Uint8Array => {
    const bytes = readPage(handle, file, layout, index, checked[index] === 0);
    checked[index] = 1;
    if (bytes.length <= memory.left) {
      memory.left -= bytes.length;
      kept.set(index, bytes);
    }
    return bytes;
  };
  return {
    during(work) {
      let handle: Deno.FsFile | undefined;
      const passing = new Map<number, Uint8Array>();
      try {
        return work((index) => {
          const known = kept.get(index) ?? passing.get(index);
          if (known) return known;
          if (!handle) onRead();
          const bytes = read(handle ??= open(file), index);
          passing.set(index, bytes);
          return bytes;
        });
      } finally {
        handle?.close();
      }
    },
    forget() {
      for (const { length } of kept.values()) memory.left += length;
      kept.clear();
    },
  };
}

function readPage(
  handle: Deno.FsFile,
  file: string,
  { start, bytes: whole, checksums }: ArrayLayout,
  index: number,
  check: boolean,
): Uint8Array {
  const from = index * PAGE, length = Math.min(PAGE, whole - from);
  const bytes = readAt(handle, file, start + from, length);
  if (check && checksum(bytes) !== checksums[index]) {
    throw new DamagedEntry(`Cannot read "${file}": bytes ${from} to ${from + length} are damaged`);
  }
  return bytes;
}

/** A file that another process took away is made again, like one that is damaged. */
function open(file: string): Deno.FsFile {
  try {
    return Deno.openSync(file);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new DamagedEntry(`Cannot read "${file}": it is gone`, { cause });
  }
}

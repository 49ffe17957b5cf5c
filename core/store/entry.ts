import type { ArrayTypes, ElementType, Part } from "./arrays.ts";
import type { ArrayLayout, Layout } from "./layout.ts";
import { type PageMemory, type Pages, pagesOf } from "./pages.ts";
import { readPart } from "./read_part.ts";
import { DamagedEntry } from "./store_error.ts";

/** What a store keeps under a key. Arrays stay where they are until parts of them are read. */
export interface Entry {
  /** As given when it was made. */
  readonly notes: unknown;
  /** Lengths of the axes of an array. @throws {RangeError} when there is none of that name. */
  shape(name: string): readonly number[];
  /**
   * Reads an array, or part of it. An entry that proves damaged, or was removed by another process, is made again.
   *
   * @param type What the elements have to be.
   * @throws {RangeError} when there is no such array or part. @throws {TypeError} when the elements are of another type.
   */
  read<T extends ElementType>(name: string, type: T, part?: Part): Promise<ArrayTypes[T]>;
}

/** Where an entry is opened from. */
export interface EntrySource {
  /** Its file. */
  readonly file: string;
  /** What its pages are kept in. */
  readonly memory: PageMemory;
  /** Makes it anew, in the place of what is there. */
  remake(): Promise<Layout>;
  /** Called when the file is read. */
  onRead(): void;
}

/** An entry whose header was read. */
export function openEntry(layout: Layout, { file, memory, remake, onRead }: EntrySource): Entry {
  let now = layout, pages = new Map<string, Pages>();
  const find = (name: string): ArrayLayout => {
    const found = now.arrays.get(name);
    if (found) return found;
    const names = [...now.arrays.keys()].join(", ");
    throw new RangeError(`Cannot read array "${name}" of "${file}": there are ${names}`);
  };
  const readNow = <T extends ElementType>(name: string, type: T, part?: Part): ArrayTypes[T] => {
    const array = find(name);
    if (array.type !== type) {
      throw new TypeError(`Cannot read array "${name}" of "${file}" as ${type}: it holds ${array.type}`);
    }
    if (!pages.has(name)) pages.set(name, pagesOf(file, array, memory, onRead));
    const { shape } = array;
    return readPart(
      pages.get(name)!,
      array as ArrayLayout & { type: T },
      part ?? {
        from: shape.map(() => 0),
        size: shape,
      },
    );
  };
  return {
    notes: layout.notes,
    shape: (name) => find(name).shape,
    async read(name, type, part) {
      try {
        return readNow(name, type, part);
      } catch (error) {
        if (!(error instanceof DamagedEntry)) throw error;
      }
      for (const each of pages.values()) each.forget();
      pages = new Map();
      now = await remake();
      return readNow(name, type, part);
    },
  };
}

/**
 * Writes weight files in both formats of PyTorch, for tests.
 *
 * @module
 */
import { crc32 } from "../zip/crc32.ts";
import { pickle, type Pickled, Special } from "./pickle.ts";

/** Numbers as the parts of a file, little-endian: `[bytes, value]`. */
type Fields = readonly (readonly [number, number])[];

function fields(list: Fields): number[] {
  return list.flatMap(([bytes, value]) =>
    Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256)
  );
}

/** An entry of a zip file, and what it tells that is not so. */
export interface ZipPart {
  /** Its name. */
  readonly name: string;
  /** Its bytes. */
  readonly bytes: Uint8Array;
  /** Told in place of what is so. */
  readonly lies?: {
    method?: number;
    flags?: number;
    size?: number;
    packed?: number;
    at?: number;
    checksum?: number;
    localName?: string;
  };
  /** Puts sizes and offset into the zip64 field. */
  readonly wide?: boolean;
}

/** A zip file without compression. */
export function zip(parts: readonly ZipPart[], { wide = false, comment = "" } = {}): Uint8Array {
  const file: number[] = [], directory: number[] = [];
  for (const part of parts) {
    directory.push(...described(part, file.length));
    const name = new TextEncoder().encode(part.lies?.localName ?? part.name);
    const sum = crc32(part.bytes), { length } = part.bytes;
    file.push(
      ...fields([[4, 0x04034b50], [2, 20], [2, 0], [2, 0], [4, 0], [4, sum], [4, length], [4, length]]),
    );
    file.push(...fields([[2, name.length], [2, 0]]), ...name, ...part.bytes);
  }
  const at = file.length, size = directory.length, count = parts.length, here = at + size;
  file.push(...directory);
  if (wide) {
    file.push(
      ...fields([[4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [
        8,
        size,
      ], [8, at]]),
    );
    file.push(...fields([[4, 0x07064b50], [4, 0], [8, here], [4, 1]]));
  }
  const [n, s, a] = wide ? [0xffff, 0xffffffff, 0xffffffff] : [count, size, at];
  file.push(
    ...fields([[4, 0x06054b50], [2, 0], [2, 0], [2, n], [2, n], [4, s], [4, a], [2, comment.length]]),
  );
  file.push(...new TextEncoder().encode(comment));
  return Uint8Array.from(file);
}

function described({ name, bytes, lies = {}, wide = false }: ZipPart, offset: number): number[] {
  const { method = 0, flags = 0, size = bytes.length, at = offset, checksum = crc32(bytes) } = lies;
  const { packed = size } = lies, text = new TextEncoder().encode(name);
  const extra = wide
    ? fields([[2, 7], [2, 1], [1, 9], [2, 1], [2, 24], [8, size], [8, packed], [8, at]])
    : [];
  const plain = (value: number) => wide ? 0xffffffff : value;
  return [
    ...fields([[4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], [4, 0], [4, checksum]]),
    ...fields([[4, plain(packed)], [4, plain(size)], [2, text.length], [2, extra.length], [2, 0]]),
    ...fields([[2, 0], [2, 0], [4, 0], [4, plain(at)]]),
    ...text,
    ...extra,
  ];
}

/** The archive format: a pickle, and storages by key. */
export function archive(
  value: Pickled | Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
  more: readonly ZipPart[] = [],
): Uint8Array {
  return zip([
    { name: "w/data.pkl", bytes: value instanceof Uint8Array ? value : pickle(value) },
    ...Object.entries(storages).map(([key, bytes]) => ({ name: `w/data/${key}`, bytes })),
    ...more,
  ]);
}

/** The legacy format. @param sizes Bytes of an element by key. */
export function legacy(
  value: Pickled,
  storages: Readonly<Record<string, Uint8Array>>,
  sizes: Readonly<Record<string, number>>,
): Uint8Array {
  const magic = new Special([0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);
  const machine = new Map<Pickled, Pickled>([["protocol_version", 1001], ["little_endian", true]]);
  const parts = [magic, 1001, machine, value, Object.keys(storages)].map((part) => [...pickle(part)]);
  const raw = Object.entries(storages).flatMap((
    [key, bytes],
  ) => [...fields([[8, bytes.length / sizes[key]]]), ...bytes]);
  return Uint8Array.from([...parts.flat(), ...raw]);
}

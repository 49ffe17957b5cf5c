import { ByteReader } from "../byte_reader.ts";
import { readPickle } from "../pickle/read_pickle.ts";
import { ELEMENTS } from "./dtype.ts";
import { torchMeaning, type TorchValue } from "./meaning.ts";
import { Storage } from "./tensor.ts";

const MAGIC = 0x1950a86a20f9469cfc6cn, PROTOCOL = 1001;

/** A storage whose bytes come later in the file. */
interface Awaited {
  readonly storage: Storage;
  bytes?: Uint8Array;
}

/**
 * What `torch.save` wrote before PyTorch 1.6: pickles of a magic number, a version, the machine, the value and the keys of
 * its storages; then for each key the number of elements and the elements.
 *
 * @throws {WeightFileError} for what is damaged or not allowed.
 */
export function readLegacy(bytes: Uint8Array, file: string): TorchValue {
  const reader = new ByteReader(bytes, file);
  const awaited = new Map<string, Awaited>();
  const meaning = torchMeaning((key, dtype, elements) => promise(awaited, key, dtype, elements, reader));
  const next = () => readPickle(reader, meaning);
  if (next() !== MAGIC) reader.refuse("found another number than PyTorch's", 0);
  const version = next();
  if (version !== PROTOCOL) {
    reader.refuse(`found version ${String(version)} of the format, wanted ${PROTOCOL}`);
  }
  const machine = next();
  if (machine instanceof Map && machine.get("little_endian") === false) {
    reader.refuse("found big-endian numbers, wanted little-endian");
  }
  const value = next();
  fill(awaited, next(), reader);
  return value;
}

function promise(
  awaited: Map<string, Awaited>,
  key: string,
  dtype: Storage["dtype"],
  elements: number,
  reader: ByteReader,
): Storage {
  const known = awaited.get(key);
  if (known) {
    const { storage } = known;
    if (storage.dtype === dtype && storage.elements === elements) return storage;
    return reader.refuse(
      `found storage "${key}" as ${elements} values of ${dtype}, before as ${storage.elements} of ${storage.dtype}`,
    );
  }
  const entry: Awaited = { storage: new Storage(dtype, elements, () => entry.bytes!) };
  awaited.set(key, entry);
  return entry.storage;
}

/** Reads the storages, in the order of `keys`. */
function fill(awaited: Map<string, Awaited>, keys: TorchValue, reader: ByteReader): void {
  if (!Array.isArray(keys)) return reader.refuse("found no list of storages");
  for (const key of keys) {
    const entry = typeof key === "string" ? awaited.get(key) : undefined;
    if (!entry) {
      return reader.refuse(`found the storage ${JSON.stringify(String(key))}, which no tensor looks into`);
    }
    const { dtype, elements } = entry.storage, at = reader.at, found = reader.u64();
    if (found !== elements) reader.refuse(`found a storage of ${found} values, wanted ${elements}`, at);
    entry.bytes = reader.take(elements * ELEMENTS[dtype].bytes);
  }
  for (const [key, { bytes }] of awaited) if (!bytes) reader.refuse(`found no storage "${key}"`);
  if (reader.at < reader.bytes.length) reader.refuse("found more bytes than the storages have");
}

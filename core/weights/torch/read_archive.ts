import { ByteReader } from "../byte_reader.ts";
import { readPickle } from "../pickle/read_pickle.ts";
import { WeightFileError } from "../weight_file_error.ts";
import { readZip } from "../zip/read_zip.ts";
import { ELEMENTS } from "./dtype.ts";
import { torchMeaning, type TorchValue } from "./meaning.ts";
import { Storage } from "./tensor.ts";

/**
 * What `torch.save` of PyTorch 1.6 and later wrote: a zip file with the pickle `NAME/data.pkl` and a file for each storage,
 * `NAME/data/KEY`.
 *
 * @throws {WeightFileError} for what is damaged or not allowed.
 */
export function readArchive(bytes: Uint8Array, file: string): TorchValue {
  const refuse = (why: string): never => {
    throw new WeightFileError(file, why);
  };
  const entries = readZip(bytes, file);
  const pickles = [...entries.keys()].filter((name) => /^([^/]+\/)?data\.pkl$/.test(name));
  if (pickles.length !== 1) refuse(`found ${pickles.length} entries data.pkl in the zip file, wanted 1`);
  const folder = pickles[0].slice(0, -"data.pkl".length);
  const order = entries.get(`${folder}byteorder`)?.bytes();
  const named = order && new TextDecoder().decode(order.subarray(0, 20)).trim();
  if (named !== undefined && named !== "little") refuse(`found the byte order "${named}", wanted "little"`);
  const find = (key: string, dtype: Storage["dtype"], elements: number): Storage => {
    const entry = entries.get(`${folder}data/${key}`) ??
      refuse(`found no entry "${folder}data/${key}" in the zip file`);
    const wanted = elements * ELEMENTS[dtype].bytes;
    if (entry.size !== wanted) {
      refuse(
        `found ${entry.size} bytes in "${folder}data/${key}", ${elements} values of ${dtype} want ${wanted}`,
      );
    }
    return new Storage(dtype, elements, entry.bytes);
  };
  const reader = new ByteReader(entries.get(pickles[0])!.bytes(), file, pickles[0]);
  return readPickle(reader, torchMeaning(find));
}

import { readSafetensors, type StoredType } from "../checkpoint/safetensors.ts";
import { readArchive } from "./torch/read_archive.ts";
import { readLegacy } from "./torch/read_legacy.ts";
import type { WeightType } from "./torch/dtype.ts";
import { findStateDict } from "./torch/state_dict.ts";
import type { TorchValue } from "./torch/meaning.ts";
import { rowMajor, sizeOf, Storage, StridedTensor } from "./torch/tensor.ts";
import type { WeightFile } from "./weight_file.ts";
import { WeightFileError } from "./weight_file_error.ts";

const TYPES: Readonly<Record<StoredType, WeightType>> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
};

/**
 * Reads a weight file: PyTorch's archive (`torch.save` since 1.6), its older format, or safetensors, told apart by their
 * content. Pickles are taken apart here, never run: what they name must be tensors or plain data.
 *
 * @param file Path; needs `--allow-read`.
 * @throws {SyntaxError} for what is damaged, not allowed, or no such file; names the file and the place (a
 * {@linkcode WeightFileError}, but for safetensors).
 * @throws {Deno.errors.NotFound} when there is no such file.
 */
export async function readWeights(file: string): Promise<WeightFile> {
  const bytes = await Deno.readFile(file);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { ...parseWeights(bytes, file), sha256: digest.toHex() };
}

/**
 * {@linkcode readWeights} of bytes that are already there.
 *
 * @param bytes The whole file; tensors look into them.
 * @param file Its name, for messages.
 * @throws {SyntaxError} as {@linkcode readWeights}.
 */
export function parseWeights(bytes: Uint8Array, file: string): Omit<WeightFile, "sha256"> {
  const format = formatOf(bytes, file);
  if (format === "safetensors") return { ...fromSafetensors(bytes, file), file, format };
  const value = format === "zip" ? readArchive(bytes, file) : readLegacy(bytes, file);
  return { ...fromTorch(value, file), file, format };
}

function formatOf(bytes: Uint8Array, file: string): WeightFile["format"] {
  const starts = (...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b)) return "zip";
  if (starts(0x80) && bytes[1] <= 5) return "legacy";
  if (bytes[8] === "{".charCodeAt(0)) return "safetensors";
  const tar = new TextDecoder().decode(bytes.subarray(257, 262)) === "ustar";
  throw new WeightFileError(
    file,
    tar
      ? "found the tar format of PyTorch before 0.1.10, wanted a later one: load and save it with PyTorch"
      : `found ${bytes.length} bytes that are neither a PyTorch file nor safetensors`,
  );
}

type Found = Pick<WeightFile, "root" | "beside" | "tensors" | "metadata">;

function fromTorch(value: TorchValue, file: string): Found {
  try {
    const { path, beside, tensors } = findStateDict(value);
    return { root: path.join("."), beside, tensors, metadata: {} };
  } catch (error) {
    if (error instanceof RangeError) throw new WeightFileError(file, error.message);
    throw error;
  }
}

function fromSafetensors(bytes: Uint8Array, file: string): Found {
  const { tensors, metadata } = readSafetensors(bytes, file);
  const views = [...tensors].map(([name, { dtype, shape, data }]) => {
    const storage = new Storage(TYPES[dtype], sizeOf(shape), () => data);
    return [name, new StridedTensor(storage, 0, shape, rowMajor(shape))] as const;
  });
  return { root: "", beside: [], tensors: new Map(views), metadata };
}

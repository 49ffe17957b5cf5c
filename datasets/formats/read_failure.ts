import type { Defect } from "@dragsaw/core/data";
import { volumeFormat } from "./sniff.ts";

/** Why a file cannot be used, under the name of its kind of defect. */
export class ReadFailure extends SyntaxError {
  /** Name of the class. */
  override name = "ReadFailure";
  constructor(readonly kind: string, message: string) {
    super(message);
  }
}

/**
 * An error met while a file was opened or decoded, as a defect: libvips' words, with what to make of them.
 *
 * @param bytes What was read of the file, where that went well.
 */
export function readDefect(file: string, error: unknown, bytes: Uint8Array | undefined): Defect {
  if (error instanceof ReadFailure) return { kind: error.kind, file, reason: error.message };
  const message = (error instanceof Error ? error.message : String(error)).trim().split("\n")[0];
  if (!bytes) return { ...unopened(file, error, message), file };
  const volume = volumeFormat(bytes);
  if (volume) {
    const reason = `Expected a picture, found the content of a volume (${volume})`;
    return { kind: "volume-in-2d", file, reason };
  }
  if (/unsupported image format/.test(message)) {
    const reason = "The content is not an image of a known format, whatever the name says";
    return { kind: "not-an-image", file, reason };
  }
  if (/pixel limit|too large|sides of 1 to/.test(message)) {
    return { kind: "too-large", file, reason: message };
  }
  if (!isWhole(bytes) || /cut short/.test(message)) {
    return { kind: "truncated-file", file, reason: `The file is cut short or damaged (${message})` };
  }
  const damaged = /premature end|truncated|unexpected end|read error|end of/i.test(message);
  return {
    kind: "damaged-file",
    file,
    reason: damaged ? `The file is cut short or damaged (${message})` : message,
  };
}

function unopened(file: string, error: unknown, message: string): Omit<Defect, "file"> {
  if (error instanceof Deno.errors.FilesystemLoop || /symbolic links/.test(message)) {
    return { kind: "symlink-loop", reason: "Symbolic links lead back to themselves" };
  }
  if (error instanceof Deno.errors.NotFound) {
    return isLink(file)
      ? { kind: "broken-link", reason: "The symbolic link leads nowhere: the file does not exist" }
      : { kind: "missing-file", reason: "The file does not exist" };
  }
  return { kind: "unreadable", reason: `The file cannot be opened: ${message}` };
}

function isLink(file: string): boolean {
  try {
    return Deno.lstatSync(file).isSymlink;
  } catch {
    return false;
  }
}

/** Whether a PNG or JPEG has its end; what follows the end of a JPEG does not matter. Other formats count as whole. */
function isWhole(bytes: Uint8Array): boolean {
  const found = (...marks: number[]) => {
    for (let i = bytes.length - marks.length; i >= 0; i--) {
      if (marks.every((mark, j) => bytes[i + j] === mark)) return true;
    }
    return false;
  };
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return found(0x49, 0x45, 0x4e, 0x44);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return found(0xff, 0xd9);
  return true;
}

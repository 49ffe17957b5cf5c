import type { Target } from "./platform.ts";

const ELF = 0x7f454c46;
const MACH_O = [0xcffaedfe, 0xcafebabe];
const ELF_MACHINES: Readonly<Record<string, number>> = { x86_64: 62, aarch64: 183 };

/**
 * Says what is wrong with a shared library's header, or null. Loading a truncated ELF file kills the process with SIGBUS,
 * so its segments are held against the file's length first.
 */
export async function flawOf(file: string, target: Target): Promise<string | null> {
  const { size, isFile } = await Deno.stat(file);
  if (!isFile) return "is not a file";
  const head = new DataView(await readHead(file, 4096));
  if (head.byteLength < 64) return `is too short for a library (${size} bytes)`;
  if (target.os === "darwin") return MACH_O.includes(head.getUint32(0)) ? null : "is not a Mach-O library";
  if (target.os === "windows") return head.getUint16(0) === 0x4d5a ? null : "is not a Windows library";
  if (head.getUint32(0) !== ELF) return "is not an ELF library";
  const machine = head.getUint16(18, true);
  const wanted = ELF_MACHINES[target.arch];
  if (wanted !== undefined && machine !== wanted) {
    return `is for another processor (ELF machine ${machine}, want ${wanted} for ${target.arch})`;
  }
  const end = endOfSegments(head);
  return end > size ? `is truncated (${size} of at least ${end} bytes)` : null;
}

/** Last byte that any segment of a 64-bit little-endian ELF file takes from it: max(p_offset + p_filesz). */
function endOfSegments(head: DataView): number {
  const table = Number(head.getBigUint64(32, true));
  const entry = head.getUint16(54, true);
  const count = head.getUint16(56, true);
  let end = table + entry * count;
  for (let i = 0; i < count && table + (i + 1) * entry <= head.byteLength; i++) {
    const at = table + i * entry;
    end = Math.max(end, Number(head.getBigUint64(at + 8, true) + head.getBigUint64(at + 32, true)));
  }
  return end;
}

async function readHead(file: string, bytes: number): Promise<ArrayBuffer> {
  using handle = await Deno.open(file);
  const buffer = new Uint8Array(bytes);
  let have = 0;
  for (let n; have < bytes && (n = await handle.read(buffer.subarray(have))) !== null;) have += n;
  return buffer.buffer.slice(0, have);
}

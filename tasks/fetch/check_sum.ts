import { checksumOf } from "@dragsaw/core/files";
import type { RemoteArchive } from "./fetch_set.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";

/** An archive's bytes are not those that were expected. */
export class WrongBytesError extends RangeError {
  /** Name of the class. */
  override name = "WrongBytesError";
}

/** How an archive is checked. */
export interface CheckOptions {
  /** What earlier downloads had. */
  readonly ledger: Pick<Ledger, "get">;
  /** Takes any bytes, and records theirs. */
  readonly trust: boolean;
  /** Told of bytes read. */
  readonly seen: (bytes: number) => void;
  readonly signal: AbortSignal;
}

const NAMES = { sha256: "SHA-256", md5: "MD5" };

/**
 * Compares an archive with the sum that is known of it, or else with the one recorded when it first came.
 *
 * @returns What to record. @throws {WrongBytesError} for other bytes.
 */
export async function checkSum(
  file: string,
  { name, urls, known }: RemoteArchive,
  { ledger, trust, seen, signal }: CheckOptions,
): Promise<LedgerEntry> {
  const recorded = ledger.get(name), wanted = known ?? recorded;
  const algorithm = wanted?.algorithm ?? "sha256";
  const sum = await checksumOf(file, { algorithm, seen, signal });
  const { size: bytes } = await Deno.stat(file);
  if (wanted && sum !== wanted.sum && !trust) {
    const whose = known ? "as this program knows it" : `as it was when it first came (${recorded!.from})`;
    throw new WrongBytesError(
      `${name} has ${NAMES[algorithm]} ${sum}, want ${wanted.sum} ${whose}: ${await describeStart(file)}. ` +
        "If its publisher has changed it, --trust takes it as it is",
    );
  }
  const trusted = known !== undefined && sum === known.sum;
  return { from: urls[0], bytes, algorithm, sum, trust: trusted ? "known" : "first use" };
}

/** What a file begins with, which often tells what went wrong. */
async function describeStart(file: string): Promise<string> {
  using handle = await Deno.open(file);
  const bytes = new Uint8Array(64);
  const length = await handle.read(bytes) ?? 0;
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, length)).replace(/[^\x20-\x7e]+/g, " ")
    .trim();
  if (text.startsWith("<")) return `it begins like a web page, ${JSON.stringify(text.slice(0, 40))}`;
  return `its ${(await Deno.stat(file)).size} bytes are others`;
}

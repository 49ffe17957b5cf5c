import { look, removeAll } from "./look.ts";
import { fetchPart } from "./fetch_part.ts";
import { DownloadError } from "./download_error.ts";
import { forgetPart } from "./part_note.ts";

export { DownloadError } from "./download_error.ts";

/** Time limits, in milliseconds. */
export interface DownloadLimits {
  /** Until the other side answers. */
  readonly connect: number;
  /** Without a further byte. */
  readonly stall: number;
}

/** How {@linkcode download} goes about it. */
export interface DownloadOptions {
  /** How long the other side may be silent. */
  readonly limits: DownloadLimits;
  /** Tries in a row that may bring nothing, at least 1; the last one's error is thrown. */
  readonly idleTries: number;
  /** Tries in all; without limit when absent. */
  readonly tries?: number;
  /** Milliseconds to wait before a try that follows `idle` ones without bytes; none when absent. */
  readonly pause?: (idle: number) => number;
  /** Bytes that the file may have at most; without limit when absent. */
  readonly most?: number;
  /** Told how much there is, and of how much where the other side says. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
  /** Told why a try failed and how long is waited before the next one. */
  readonly onRetry?: (reason: string, wait: number) => void;
  /** Called once it is known how many bytes are still to come; throws where there is no room. */
  readonly onSize?: (left: number) => Promise<void>;
  /** Stops; what came stays for the next time. */
  readonly signal?: AbortSignal;
}

/** A server that asks for more patience than this, in milliseconds, is not waited for as long as it asks. */
const LONGEST_WAIT = 120_000;

/**
 * Fetches `url` into `file`, going on where an earlier, broken try stopped, also in another process: what came lies in
 * `file` + ".partial", with a note beside of what it is a part of. Where the file behind the address has changed since, or
 * the server cannot go on, it begins anew.
 *
 * @throws {DownloadError} with what went wrong last. @throws the signal's reason.
 */
export async function download(url: string, file: string, options: DownloadOptions): Promise<void> {
  const partial = `${file}.partial`;
  let most = 0, idle = 0, anew = false;
  for (let tried = 1;; tried++) {
    const before = await sizeOf(partial);
    most = Math.max(most, before);
    try {
      await fetchPart(url, partial, before, options);
      await Deno.rename(partial, file);
      await forgetPart(partial);
      return;
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      const { began, final, wait = 0, message } = error;
      // Beginning anew is no failure, once; else only what goes beyond all that came before counts as brought.
      if (began && !anew) most = 0;
      else idle = await sizeOf(partial) > most ? 0 : idle + 1;
      anew ||= began;
      if (final || idle >= options.idleTries || tried === options.tries) throw error;
      const patience = Math.min(LONGEST_WAIT, Math.max(wait, idle > 0 ? options.pause?.(idle) ?? 0 : 0));
      options.onRetry?.(message, patience);
      await sleep(patience, options.signal);
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await look(file))?.size ?? 0;
}

/** Throws away what came of `file`. */
export async function forgetDownload(file: string): Promise<void> {
  await removeAll(`${file}.partial`);
  await forgetPart(`${file}.partial`);
}

/** Waits, or throws the signal's reason. */
async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds === 0) return;
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

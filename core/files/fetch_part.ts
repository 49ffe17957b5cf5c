import type { DownloadOptions } from "./download.ts";
import { DownloadError } from "./download_error.ts";
import { formatBytes } from "./format_bytes.ts";
import { removeAll } from "./look.ts";
import {
  forgetPart,
  noteOf,
  type PartNote,
  readNote,
  sameContent,
  validatorOf,
  writeNote,
} from "./part_note.ts";
import { StallWatch } from "./stall_watch.ts";

/** Answers that another try may change. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * One request: appends to `partial` from byte `have` on, or writes it anew where the server or the content wants that.
 *
 * @throws {DownloadError} for anything that leaves it incomplete.
 */
export async function fetchPart(
  url: string,
  partial: string,
  have: number,
  options: DownloadOptions,
): Promise<void> {
  const { limits, signal } = options;
  using watch = new StallWatch();
  watch.set(
    limits.connect,
    () => new DownloadError(`no answer from ${url} within ${limits.connect / 1000} s`),
  );
  try {
    const note = have > 0 ? await readNote(partial) : undefined;
    const response = await fetch(url, {
      headers: headersFor(have, note),
      signal: signal ? AbortSignal.any([watch.signal, signal]) : watch.signal,
    });
    const start = await startOf(response, { have, partial, url, note });
    if (start === "complete") return;
    await save(response, { url, partial, start, watch, options });
  } catch (error) {
    signal?.throwIfAborted();
    const cause = watch.signal.aborted ? watch.signal.reason : error;
    if (cause instanceof DownloadError || !(cause instanceof TypeError)) throw cause;
    throw new DownloadError(`${url}: ${reasonOf(cause)}`, { cause });
  }
}

/** Compressed on the way, a body could be neither counted nor gone on with. */
function headersFor(have: number, note: PartNote | undefined): HeadersInit {
  const validator = note && validatorOf(note);
  return {
    "accept-encoding": "identity",
    ...have > 0 && { range: `bytes=${have}-` },
    ...have > 0 && validator && { "if-range": validator },
  };
}

/** Where the answer's body begins in the file, or that nothing is missing. */
async function startOf(
  response: Response,
  { have, partial, url, note }: { have: number; partial: string; url: string; note: PartNote | undefined },
): Promise<number | "complete"> {
  const { status, headers } = response;
  if (url.startsWith("https:") && !response.url.startsWith("https:")) {
    await response.body?.cancel();
    throw new DownloadError(`${url} leads to ${response.url}, which is not encrypted`, { final: true });
  }
  if (status === 200) return 0;
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  const whole = range && range[2] !== "*" ? Number(range[2]) : null;
  const same = sameContent(note ?? {}, noteOf(headers, whole));
  if (status === 206 && range?.[1] === String(have) && same) return have;
  await response.body?.cancel();
  // Nothing is left to fetch where an earlier try was ended between its last byte and the renaming.
  if (status === 416 && whole === have && same) return "complete";
  if (have > 0 && (status === 206 || status === 416)) {
    await beginAnew(partial, `${url} cannot go on from byte ${have} (status ${status})`);
  }
  const words = `${url} answered ${status} ${response.statusText}`.trimEnd();
  throw new DownloadError(words, { final: !PASSING.has(status), wait: retryAfter(headers) });
}

/** What lies here does not belong to what the server has. */
async function beginAnew(partial: string, reason: string): Promise<never> {
  await removeAll(partial);
  await forgetPart(partial);
  throw new DownloadError(reason, { began: true });
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? NaN);
  return seconds > 0 ? 1000 * seconds : undefined;
}

interface Saving {
  readonly url: string;
  readonly partial: string;
  /** Offset of the body in the file. */
  readonly start: number;
  readonly watch: StallWatch;
  readonly options: DownloadOptions;
}

/** Writes the body, and checks that it is as long as announced. */
async function save(response: Response, { url, partial, start, watch, options }: Saving): Promise<void> {
  const { limits, onProgress, onSize, most = Infinity } = options;
  const length = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const total = length === null ? null : start + Number(length);
  const tooLong = () => new DownloadError(`${url} has more than ${formatBytes(most)}`, { final: true });
  let at = start;
  const waitOn = () =>
    watch.set(
      limits.stall,
      () => new DownloadError(`nothing from ${url} for ${limits.stall / 1000} s after ${formatBytes(at)}`),
    );
  try {
    if (total !== null && total > most) throw tooLong();
    if (total !== null) await onSize?.(total - start);
    if (start === 0) await writeNote(partial, noteOf(response.headers, total));
    using out = await Deno.open(partial, { write: true, create: true });
    await out.truncate(start);
    await out.seek(start, Deno.SeekMode.Start);
    waitOn();
    for await (const piece of response.body ?? []) {
      if (at + piece.length > most) throw tooLong();
      for (let done = 0; done < piece.length;) done += await out.write(piece.subarray(done));
      at += piece.length;
      waitOn();
      onProgress?.(at, total);
    }
  } finally {
    if (!response.body?.locked) await response.body?.cancel();
  }
  if (total !== null && at !== total) throw new DownloadError(`${url} ended after ${at} of ${total} bytes`);
}

/** What went wrong on the way; fetch() keeps it in the cause. */
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error && message === "fetch failed" ? cause.message : message;
}

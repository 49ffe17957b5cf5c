import type { Progress } from "@dragsaw/core/tensor";
import type { Limits } from "./settings.ts";
import { formatBytes } from "./text.ts";

/** Tries in a row; only one that brought bytes is followed by another. */
const TRIES = 5;

/** An answer that another try would not change. */
class Refusal extends Error {}

/**
 * Fetches `url` into `file`, going on where an earlier, broken try stopped (`file` + ".partial", HTTP Range).
 *
 * @throws {Error} with what went wrong last; the partial file stays for the next time.
 */
export async function download(url: string, file: string, limits: Limits, progress: Progress): Promise<void> {
  const partial = `${file}.partial`;
  for (let left = TRIES;;) {
    const before = await sizeOf(partial);
    try {
      await resume(url, partial, before, limits, progress);
      await Deno.rename(partial, file);
      return;
    } catch (error) {
      const brought = await sizeOf(partial) !== before;
      if (error instanceof Refusal || !brought || --left === 0) throw error;
    }
  }
}

async function resume(
  url: string,
  partial: string,
  have: number,
  limits: Limits,
  progress: Progress,
): Promise<void> {
  const watch = new Watch(limits.connect, `no answer from ${url} within ${limits.connect / 1000} s`);
  try {
    const response = await fetch(url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      signal: watch.signal,
    });
    const start = await startOf(response, have, partial, url);
    // Nothing is left to fetch where an earlier try was ended between its last byte and the renaming.
    if (response.status === 416) return;
    const length = response.headers.get("content-length");
    const total = length === null ? null : start + Number(length);
    using out = await Deno.open(partial, { write: true, create: true });
    await out.truncate(start);
    await out.seek(start, Deno.SeekMode.Start);
    let at = start;
    watch.set(limits.stall, `nothing from ${url} for ${limits.stall / 1000} s after ${formatBytes(at)}`);
    for await (const piece of response.body ?? []) {
      for (let done = 0; done < piece.length;) done += await out.write(piece.subarray(done));
      at += piece.length;
      watch.set(limits.stall, `nothing from ${url} for ${limits.stall / 1000} s after ${formatBytes(at)}`);
      if (total) progress(`fetching ${url}: ${formatBytes(at)} of ${formatBytes(total)}`, at / total);
    }
    if (total !== null && at !== total) throw new Error(`${url} ended after ${at} of ${total} bytes`);
  } catch (error) {
    throw watch.signal.aborted ? watch.signal.reason : error;
  } finally {
    watch.stop();
  }
}

/** Offset that the answer's body begins at. */
async function startOf(response: Response, have: number, partial: string, url: string): Promise<number> {
  if (response.status === 200) return 0;
  const range = response.headers.get("content-range") ?? "";
  if (response.status === 206 && range.startsWith(`bytes ${have}-`)) return have;
  await response.body?.cancel();
  if (response.status === 416 && range === `bytes */${have}`) return have;
  if (response.status === 416 || response.status === 206) {
    // What lies here does not belong to what the server has: begin anew.
    await Deno.remove(partial);
    throw new Error(`${url} cannot go on from byte ${have} (status ${response.status})`);
  }
  throw new Refusal(`${url} answered ${response.status} ${response.statusText}`.trimEnd());
}

/** Aborts with a reason when it is not set anew in time. */
class Watch {
  #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number, reason: string) {
    this.set(limit, reason);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  set(limit: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new Error(reason)), limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await Deno.stat(file)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/** Looks between comments that keep a silent stream open. */
const SILENT_LOOKS = 10;

/**
 * A stream of server-sent events for one browser: `change` each time that a fingerprint does.
 *
 * @param every Milliseconds between looks. @param signal Ends the stream.
 */
export function changeEvents(
  fingerprint: () => Promise<string>,
  every: number,
  signal: AbortSignal,
): Response {
  const body = ReadableStream.from(changes(fingerprint, every, signal)).pipeThrough(new TextEncoderStream());
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

async function* changes(
  fingerprint: () => Promise<string>,
  every: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let known = await fingerprint();
  yield "retry: 2000\n\n";
  for (let looks = 1;; looks++) {
    await pause(every, signal);
    if (signal.aborted) return;
    // A file that is being replaced is looked at again
    const now = await fingerprint().catch(() => known);
    if (now !== known) yield "event: change\ndata:\n\n";
    else if (looks % SILENT_LOOKS === 0) yield ": still here\n\n";
    known = now;
  }
}

/** Resolves after some time, or when the signal comes. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}

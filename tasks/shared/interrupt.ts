/** A first Ctrl-C (or SIGTERM) asks to stop; a second one leaves at once. */
export interface Interrupt {
  /** Aborted by the first. */
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back. */
  release(): void;
}

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/** @param onFirst Told of the first. */
export function onInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) Deno.exit(130);
    controller.abort();
    onFirst();
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, listener);
  return {
    signal: controller.signal,
    release: () => SIGNALS.forEach((signal) => Deno.removeSignalListener(signal, listener)),
  };
}

import { toFailure } from "./load_error.ts";
import { type BatchMaker, type BatchSource, createBatchMaker } from "./maker.ts";
import type { Reply, Request, SourceSpec } from "./worker_protocol.ts";

/** Builds dataset and transforms from their configs; prepared volumes keep up to `cacheBytes` in memory. */
export interface OpenSource {
  (spec: SourceSpec, cacheBytes: number): Promise<BatchSource>;
}

/** One end of a message channel, as a worker's global scope is. */
export interface BatchPort {
  /** Sends to the loader. */
  postMessage(message: unknown, transfer: Transferable[]): void;
  /** Called with what the loader sends. */
  onmessage: ((event: MessageEvent) => void) | null;
}

/**
 * The whole of a data worker: answers the loader's requests on `port`, one after the other, and sends buffers without
 * copying them. Failures are answers too; the worker goes on.
 *
 * @param port The worker's `self`. @param open Builds dataset and transforms from their configs.
 */
export function serveBatches(port: BatchPort, open: OpenSource): void {
  const reply = (message: Reply, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  let make: Promise<BatchMaker> | undefined;
  let tail: Promise<void> = Promise.resolve();

  const answer = async ({ at, cases }: Extract<Request, { kind: "make" }>) => {
    try {
      if (!make) throw new Error('Cannot make a batch: expected "open" as the first request');
      const batch = await (await make)(at, cases);
      // Shared memory is there already; other memory is given away.
      const buffers = at.whole ? [] : [batch.images.buffer, batch.labels.buffer] as Transferable[];
      reply({ kind: "made", step: at.step, batch }, buffers);
    } catch (error) {
      reply({ kind: "failed", step: at.step, failure: toFailure(error, "open") });
    }
  };

  port.onmessage = ({ data }: MessageEvent<Request>) => {
    if (data.kind === "ping") reply({ kind: "pong" });
    else if (data.kind === "make") tail = tail.then(() => answer(data));
    else {
      make = open(data.spec, data.settings.cacheBytes).then((source) =>
        createBatchMaker(source, data.settings)
      );
      make.catch((error) => reply({ kind: "failed", failure: toFailure(error, "open") }));
    }
  };
}

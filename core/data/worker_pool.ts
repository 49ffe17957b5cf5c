import type { Batch } from "./batch.ts";
import { fromFailure, LoadError } from "./load_error.ts";
import { type BatchLane, type BatchLanes, laneSetup } from "./lanes.ts";
import type { LoaderOptions } from "./loader.ts";
import type { Reply, Request } from "./worker_protocol.ts";

/** A lane that runs in a worker. */
interface WorkerLane extends BatchLane {
  /** Parts asked for and not answered. */
  readonly waiting: number;
  /** Calls the worker lost when it has not answered the call before this one. */
  ping(): void;
  end(): void;
}

/** A worker answers a ping between any two samples; one silent for two such spans is lost. */
const SILENCE_MS = 60_000;

/** Workers as lanes. @throws {RangeError} when `spawn` is missing. */
export function workerLanes(options: LoaderOptions, silenceMs: number = SILENCE_MS): BatchLanes {
  const { workers, spawn } = options;
  if (!spawn) {
    throw new RangeError(`Cannot start ${workers} data workers: expected the option spawn, found none`);
  }
  const setup = laneSetup(options, workers);
  const lanes = Array.from(
    { length: workers },
    (_, n) => workerLane(spawn(), `${n + 1} of ${workers}`, setup),
  );
  return {
    lanes,
    async wait(batch) {
      const watch = setInterval(() => lanes.forEach((lane) => lane.waiting > 0 && lane.ping()), silenceMs);
      try {
        return await batch;
      } finally {
        clearInterval(watch);
      }
    },
    close: () => lanes.forEach((lane) => lane.end()),
  };
}

function workerLane(worker: Worker, name: string, setup: ReturnType<typeof laneSetup>): WorkerLane {
  const waiting = new Map<number, PromiseWithResolvers<Batch>>();
  const send = (request: Request) => worker.postMessage(request);
  let lost: LoadError | undefined;
  let unanswered = false;
  const lose = (error: LoadError) => {
    lost ??= error;
    waiting.forEach(({ reject }) => reject(lost));
    waiting.clear();
  };
  const die = (reason: string) => {
    lose(new LoadError("worker", undefined, { cause: new Error(`Data worker ${name} ${reason}`) }));
    worker.terminate();
  };
  const settle = (step: number): PromiseWithResolvers<Batch> | undefined => {
    const promise = waiting.get(step);
    waiting.delete(step);
    return promise;
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    unanswered = false;
    if (data.kind === "made") settle(data.step)?.resolve(data.batch);
    else if (data.kind === "failed") {
      const error = fromFailure(data.failure);
      if (data.step === undefined) lose(error);
      else settle(data.step)?.reject(error);
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    die(`stopped: ${event.message}`);
  };
  worker.onmessageerror = () => die("sent what cannot be read");
  send({ kind: "open", ...setup });
  return {
    get waiting() {
      return waiting.size;
    },
    make(at, cases) {
      if (lost) return Promise.reject(lost);
      const promise = Promise.withResolvers<Batch>();
      waiting.set(at.step, promise);
      send({ kind: "make", at, cases });
      return promise.promise;
    },
    ping() {
      if (unanswered) return die(`has not answered a ping`);
      unanswered = true;
      send({ kind: "ping" });
    },
    end: () => die("was closed"),
  };
}

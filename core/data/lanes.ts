import type { Batch } from "./batch.ts";
import type { Case } from "./dataset.ts";
import { LoadError } from "./load_error.ts";
import type { LoaderOptions } from "./loader.ts";
import { type BatchMaker, type BatchPlaces, type BatchSettings, createBatchMaker } from "./maker.ts";
import type { SourceSpec } from "./worker_protocol.ts";

/** One thread's share of a loader's work. */
export interface BatchLane {
  /** Queues the making of a part of a batch. */
  make(at: BatchPlaces, cases: readonly Case[]): Promise<Batch>;
}

/** The threads of a loader. */
export interface BatchLanes {
  /** At least one. */
  readonly lanes: readonly BatchLane[];
  /** Waits for a batch, seeing to it that the lanes are alive. */
  wait(batch: Promise<Batch>): Promise<Batch>;
  /** Gives up what is in work. */
  close(): void;
}

/** What each of `count` lanes works from. */
export function laneSetup(
  options: LoaderOptions,
  count: number,
): { spec: SourceSpec; settings: BatchSettings } {
  const { dataset, augment, size, normalize, seed, batchSize, plugins = [], cacheMegabytes = 512, prepared } =
    options;
  const cacheBytes = Math.floor(cacheMegabytes * 2 ** 20 / count);
  return {
    spec: { dataset, augment, seed, plugins, ...prepared && { volumes: prepared } },
    settings: { size, normalize, seed, batchSize, cacheBytes },
  };
}

/** The calling thread as the only lane. @throws {RangeError} when `open` is missing. */
export function inlineLanes(options: LoaderOptions): BatchLanes {
  const { open } = options;
  if (!open) throw new RangeError("Cannot load without workers: expected the option open, found none");
  const { spec, settings } = laneSetup(options, 1);
  const gone = new AbortController();
  let maker: Promise<BatchMaker> | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  const opened = () =>
    open(spec, settings.cacheBytes).then((source) => createBatchMaker(source, settings), (cause) => {
      throw new LoadError("open", undefined, { cause });
    });
  const make: BatchLane["make"] = (at, cases) => {
    const made = tail.then(async () => {
      gone.signal.throwIfAborted();
      return (await (maker ??= opened()))(at, cases);
    });
    tail = made.catch(() => {});
    return made;
  };
  return { lanes: [{ make }], wait: (batch) => batch, close: () => gone.abort() };
}

import type { Training } from "./loop.ts";
import { lessMemory, type MemorySettings } from "./less_memory.ts";

/** An update needed more memory than there is; says which, how large it is, and what to change. */
export class OutOfMemoryError extends Error {
  /** Name of the class. */
  override name = "OutOfMemoryError";
  /**
   * Joins where it was and what would need less.
   *
   * @param step Update that failed, from 1.
   * @param config What it was run with.
   * @param cause What the backend said.
   */
  constructor(readonly step: number, config: MemorySettings, override readonly cause: Error) {
    const { size, train: { batchSize, accumulate } } = config;
    const resident = Math.round(Deno.memoryUsage().rss / 1e6).toLocaleString("en");
    super(
      `Out of memory at step ${step}: ${batchSize} image${batchSize === 1 ? "" : "s"} of ${
        size.join("x")
      } at once, ` +
        `train.accumulate ${accumulate}; ${resident} MB are resident now.\n` +
        `${cause.message.split("\n")[0]}\n` +
        `What to change, one or more of:\n${lessMemory(config).map((change) => `  ${change}`).join("\n")}`,
    );
  }
}

/** Whether a backend had no memory left: TensorFlow says `RESOURCE_EXHAUSTED`, V8 that it cannot have an array buffer. */
export function isOutOfMemory(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ("code" in error) return error.code === "RESOURCE_EXHAUSTED";
  return error instanceof RangeError && error.message.startsWith("Array buffer allocation failed");
}

/** `update`, which says more when it runs out of memory. @throws {OutOfMemoryError} from the result. */
export function watchMemory(update: Training["update"], config: MemorySettings): Training["update"] {
  return async (batch, step) => {
    try {
      return await update(batch, step);
    } catch (error) {
      throw isOutOfMemory(error) ? new OutOfMemoryError(step + 1, config, error) : error;
    }
  };
}

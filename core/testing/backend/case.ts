import type { Backend } from "../../tensor/mod.ts";

/** One thing that every backend must do. */
export interface BackendCase {
  /** What is shown. */
  readonly name: string;
  /** Throws when the backend does not; leaves no tensors behind. */
  run(backend: Backend): void | Promise<void>;
}

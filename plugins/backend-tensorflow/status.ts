import { cString } from "./c_string.ts";
import { TensorFlowError } from "./error.ts";
import type { TensorFlowC } from "./symbols/mod.ts";

/** One reusable `TF_Status`: where C functions leave their error. */
export class Status {
  /** The `TF_Status*` that C functions take as their last argument. */
  readonly pointer: Deno.PointerValue;

  /** @param c The opened library. */
  constructor(private readonly c: TensorFlowC) {
    this.pointer = c.TF_NewStatus();
  }

  /**
   * Throws what the last C function left, and is clean again.
   *
   * @param operation What was tried, for the error.
   * @throws {TensorFlowError}
   */
  check(operation: string): void {
    const code = this.c.TF_GetCode(this.pointer);
    if (code === 0) return;
    const reason = Deno.UnsafePointerView.getCString(this.c.TF_Message(this.pointer)!);
    this.c.TF_SetStatus(this.pointer, 0, cString(""));
    throw new TensorFlowError(operation, code, reason);
  }

  /** Gives back its memory. */
  free(): void {
    this.c.TF_DeleteStatus(this.pointer);
  }
}

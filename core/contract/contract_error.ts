import { OptionError } from "../registry/define.ts";
import type { Component } from "../registry/define.ts";

/** A component of somebody's plugin that does not do what its kind promises; says whose it is, what was expected and found. */
export class ContractError extends OptionError {
  /** Name of the class. */
  override name = "ContractError";
  /**
   * Keeps what is said and of what.
   *
   * @param message The component, its plugin, what was found and what was expected.
   * @param component Which; absent where the error came from a data worker.
   * @param options `cause` is kept.
   */
  constructor(
    message: string,
    readonly component?: Pick<Component, "kind" | "name">,
    options?: ErrorOptions,
  ) {
    super([], message);
    if (options) this.cause = options.cause;
  }
}

/** Aborts with a reason when it is not set anew in time. */
export class StallWatch implements Disposable {
  #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Aborted when the time is up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @param limit Milliseconds from now. @param reason What the signal then says. */
  set(limit: number, reason: () => Error): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(reason()), limit);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** Why a download failed. */
export class DownloadError extends Error {
  /** Name of the class. */
  override name = "DownloadError";
  /** Whether another try would change nothing. */
  readonly final: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly wait?: number;
  /** Whether what lay here was given up, so that the try brought nothing whatever the sizes say. */
  readonly began: boolean;

  /** Keeps the cause. @param message Address, what was found, what was wanted. */
  constructor(
    message: string,
    { final = false, wait, began = false, cause }: {
      final?: boolean;
      wait?: number | undefined;
      began?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.final = final;
    this.began = began;
    if (wait !== undefined) this.wait = wait;
  }
}

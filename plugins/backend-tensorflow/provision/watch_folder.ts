import { bytesIn } from "@dragsaw/core/files";

/** Milliseconds between two looks. */
const LOOK = 200;

/** What happens in a watched folder. */
export interface Watcher {
  /** More lies in it than ever before. @param bytes How much. */
  grown(bytes: number): void;
  /** Nothing was added for too long; told once. */
  stalled(): void;
}

/**
 * Looks now and then how much lies in a folder that another program fills.
 *
 * @param patience Milliseconds without growth that count as stalled.
 * @returns `stop()` waits for the look in hand.
 */
export function watchFolder(
  folder: string,
  patience: number,
  watcher: Watcher,
): { stop(): Promise<void> } {
  let [bytes, since, stalled] = [0, Date.now(), false];
  const look = async () => {
    const now = await bytesIn(folder);
    // It shrinks when the other program moves a finished file away.
    if (now > bytes) {
      [bytes, since] = [now, Date.now()];
      watcher.grown(bytes);
    }
    if (Date.now() - since > patience && !stalled) {
      stalled = true;
      watcher.stalled();
    }
  };
  let looking = Promise.resolve();
  // A look that fails (files are renamed and removed under it) costs one report of growth.
  const timer = setInterval(() => looking = looking.then(look).catch(() => {}), LOOK);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

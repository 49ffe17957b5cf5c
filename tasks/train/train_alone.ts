import { printError } from "../shared/command.ts";
import { markFinished } from "../shared/finished.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { lockRun, RunBusyError } from "../shared/run_lock.ts";
import type { Session } from "../shared/run_session.ts";
import { BUSY, INTERRUPTED } from "../shared/status.ts";
import { finish } from "./finish.ts";
import { trainSession } from "./train_session.ts";

/** How a run is trained. */
export interface Mode {
  /** Begin anew. */
  readonly restart: boolean;
  /** Stop when standard input ends, as at Ctrl-C. */
  readonly attached: boolean;
  readonly progress: ProgressLine;
}

/** Trains a run and measures it on the test split, while no other process does. @returns The exit status. */
export async function trainAlone(session: Session, { restart, attached, progress }: Mode): Promise<number> {
  try {
    await using lock = await lockRun(session.folder.path);
    const stop = AbortSignal.any([lock.lost, ...attached ? [endOfInput()] : []]);
    const done = await trainSession(session, { restart, progress, stop });
    if (!done) return INTERRUPTED;
    await finish(session, progress);
    await markFinished(session.folder, session.hash);
    return 0;
  } catch (error) {
    if (!(error instanceof RunBusyError)) throw error;
    printError(`error: ${error.message}`);
    return BUSY;
  }
}

/** Aborted when nobody can write to standard input any more. */
function endOfInput(): AbortSignal {
  const controller = new AbortController();
  Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => controller.abort());
  return controller.signal;
}

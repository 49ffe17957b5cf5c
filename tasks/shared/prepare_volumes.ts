import type { PreparedSpec } from "@dragsaw/core";
import { duration, type ProgressLine } from "./progress.ts";
import type { Session } from "./run_session.ts";

/** Cases that take this long in all, in seconds, are worth a line. */
const WORTH_A_LINE = 2;

/** Prepares all volumes of a training before it begins; those that are kept from before take no time. */
export async function prepareVolumes(
  { run: { volumes } }: Pick<Session, "run">,
  progress: ProgressLine,
  signal?: AbortSignal,
): Promise<PreparedSpec | undefined> {
  if (!volumes) return undefined;
  const began = performance.now(), seconds = () => (performance.now() - began) / 1000;
  let cases = 0;
  const prepared = await volumes.prepare({
    signal,
    onCase(done, count) {
      cases = count;
      progress.update(
        `Preparing volumes: ${done} of ${count}  ETA ${duration(seconds() / done * (count - done))}`,
      );
    },
  });
  if (seconds() > WORTH_A_LINE) progress.line(`Prepared ${cases} volumes in ${duration(seconds())}`);
  return prepared;
}

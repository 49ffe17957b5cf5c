import type { RunState } from "@dragsaw/reports";
import { exists } from "../shared/paths.ts";
import { runOwner } from "../shared/run_lock.ts";
import type { Log } from "./read_log.ts";

/** Records that the pace of late is of. */
const LATE = 5;

/** Where a run stands. Looks only. */
export async function runState(
  run: string,
  { steps, validations }: Log,
  { train }: { readonly train: { readonly steps?: number; readonly epochs?: number } },
): Promise<RunState> {
  const last = steps[steps.length - 1];
  const step = Math.max(last?.step ?? 0, validations[validations.length - 1]?.step ?? 0);
  const whole = train.steps ??
    (last && train.epochs !== undefined ? Math.round(train.epochs * last.step / last.epoch) : null);
  const late = steps.slice(-LATE - 1);
  const pace = late.length < 2 ? null : late.slice(1).reduce((sum, { seconds }) => sum + seconds, 0) /
    (late[late.length - 1].step - late[0].step);
  const kind = await exists(`${run}/finished.json`) || (whole !== null && step >= whole)
    ? "finished"
    : await runOwner(run, { leave: true })
    ? "training"
    : "stopped";
  return { kind, step, steps: whole, left: pace === null || whole === null ? null : pace * (whole - step) };
}

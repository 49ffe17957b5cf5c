import { OptionError } from "@dragsaw/core";
import { print } from "../shared/command.ts";
import type { ConfigOptions } from "../shared/options.ts";
import { openSession } from "../shared/run_session.ts";
import { dryRun } from "./dry_run.ts";
import { type Mode, trainAlone } from "./train_alone.ts";

/** Opens a config or a run folder and trains it, or shows what would be trained. @returns The exit status. */
export async function trainConfig(
  options: ConfigOptions,
  { dryRun: only, ...mode }: Mode & { readonly dryRun: boolean },
): Promise<number> {
  const session = await openSession({ ...options, progress: mode.progress });
  try {
    if (!only) return await trainAlone(session, mode);
    print(dryRun(session));
    return 0;
  } catch (error) {
    if (error instanceof OptionError) throw session.loaded.explain(error);
    throw error;
  } finally {
    session.close();
  }
}

import { DataError } from "@dragsaw/core";
import { type Finding, type Fingerprint, judge } from "@dragsaw/core/check";
import { checkData } from "../shared/data_check.ts";
import { countText, findingsText } from "../shared/findings_text.ts";
import { dirname } from "../shared/paths.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";

/** Files named of a kind of warning before a training. */
const SHORT = 3;

/** Files named of a kind of error. */
const LONG = 20;

/** What is needed of a session. */
interface Checked {
  readonly run: Pick<Session["run"], "dataset" | "testSet" | "config">;
  readonly folder: Pick<Session["folder"], "path">;
}

/**
 * Looks through the data before a training, where it lies in files: generated data needs none. What did not change since the
 * last time is not read again. Warnings are told.
 *
 * @returns The fingerprint of the data; undefined where it is generated.
 * @throws {DataCheckError} With all errors that the config does not allow by name.
 */
export async function checkBefore(
  { run, folder }: Checked,
  progress: ProgressLine,
): Promise<Fingerprint | undefined> {
  const { dataset, testSet, config } = run;
  const generated = [...dataset.cases("train"), ...testSet.cases("test")].every(({ image }) => image === "");
  if (generated) return undefined;
  const began = performance.now();
  const { findings, fingerprint, read } = await checkData({ dataset, testSet }, {
    runs: dirname(folder.path),
    settings: [config.dataset, config.testSet],
    progress,
  });
  const { errors, warnings, allowed } = judge(findings, config.allow);
  if (read > 0) {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const found = [countText(errors.length, "error"), countText(warnings.length, "warning")];
    if (allowed.length > 0) found.push(`${allowed.length} allowed by name`);
    progress.line(`Data check: ${countText(read, "case")} read in ${seconds} s: ${found.join(", ")}`);
  }
  findingsText(warnings, SHORT).forEach(progress.line);
  if (errors.length > 0) throw new DataCheckError(errors);
  return fingerprint;
}

/** Data that is not to be trained on: every error, by kind, with what to do. */
class DataCheckError extends DataError {
  override name = "DataCheckError";
  constructor(errors: readonly Finding[]) {
    super(errors);
    const lines = findingsText(errors, LONG).map((line) => `  ${line}`);
    this.message = `Cannot train on the data: ${countText(errors.length, "error")} ` +
      `(deno task verify shows them with pictures)\n${lines.join("\n")}`;
  }
}

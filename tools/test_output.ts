/** What a run of `deno test` came to. */
export interface Counts {
  /** Tests that held. */
  readonly passed: number;
  /** Tests that did not, and files that could not be loaded. */
  readonly failed: number;
  /** Tests that this machine cannot run, by reason. */
  readonly ignored: ReadonlyMap<string, number>;
}

/**
 * Reads the output of `deno test`. JUnit files are no use here: a test file that throws while it loads is missing from them.
 *
 * @param output All it wrote to standard output; colours may be in it.
 * @param code Its exit status. A run that ended badly without a summary (a type error) counts as one failure.
 */
export function readCounts(output: string, code: number): Counts {
  // deno-lint-ignore no-control-regex
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const [, passed, failed] =
    [...plain.matchAll(/^(?:ok|FAILED) \| (\d+) passed .*?\| (\d+) failed/gm)].at(-1) ?? [, "0", "0"];
  const ignored = new Map<string, number>();
  for (const [, name] of plain.matchAll(/^(.*) \.\.\. ignored/gm)) {
    const reason = /\[([^\]]+)\]$/.exec(name)?.[1] ?? `no reason given: ${name}`;
    ignored.set(reason, (ignored.get(reason) ?? 0) + 1);
  }
  return {
    passed: Number(passed),
    failed: code === 0 ? Number(failed) : Math.max(1, Number(failed)),
    ignored,
  };
}

/** Sums runs. */
export function addCounts(a: Counts, b: Counts): Counts {
  const ignored = new Map(a.ignored);
  for (const [reason, n] of b.ignored) ignored.set(reason, (ignored.get(reason) ?? 0) + n);
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, ignored };
}

/** The last lines of a run: what was left out and why, then `N passed, N failed`. */
export function describeCounts({ passed, failed, ignored }: Counts): string {
  const reasons = [...ignored].map(([reason, n]) => `${n} (${reason})`);
  const left = reasons.length > 0 ? `Ignored: ${reasons.join("; ")}\n` : "";
  return `${left}${passed} passed, ${failed} failed\n`;
}

/**
 * Makes a release: one version for every package and the changelog. Publishes nothing: a pushed tag does.
 *
 *     deno task release 0.2.0            or patch, minor, major
 *     deno task release --check          whether packages and changelog agree
 *     deno task release --check v0.2.0   and whether this tag is theirs: before it is published
 *
 * @module
 */
import {
  checkVersions,
  memberVersions,
  nextVersion,
  releasedChangelog,
  STEPS,
  writeVersion,
} from "./versions.ts";
import { run } from "./workspace.ts";

const CHANGELOG = "CHANGELOG.md";
const USAGE = `deno task release VERSION | ${STEPS.join(" | ")} | --check [TAG]`;

async function main(args: readonly string[]): Promise<number> {
  const [first, tag, ...rest] = args;
  if (first === undefined || rest.length > 0 || (first !== "--check" && tag !== undefined)) {
    print(USAGE);
    return first === "--help" ? 0 : 2;
  }
  if (first === "--help") return print(USAGE);
  if (first === "--check") return report(await checkVersions(".", tag));
  return await release(first);
}

/** Checks, then writes; a check that fails has changed nothing. */
async function release(wanted: string): Promise<number> {
  const [{ version: current }] = await memberVersions();
  const version = nextVersion(current, wanted);
  const today = Temporal.Now.plainDateISO().toString();
  const changelog = releasedChangelog(await Deno.readTextFile(CHANGELOG), version, today);
  const { stdout: changes } = await run("git", ["status", "--porcelain"]);
  if (changes !== "") {
    return report([`Cannot release ${version}: found changes, wanted a clean tree`, changes]);
  }
  const gate = await new Deno.Command(Deno.execPath(), { args: ["task", "ok"] }).spawn().status;
  if (!gate.success) return report([`Cannot release ${version}: the gate failed`]);
  await Deno.writeTextFile(CHANGELOG, changelog);
  await writeVersion(version);
  const findings = await checkVersions(".", `v${version}`);
  if (findings.length > 0) return report(findings);
  return print(
    `Every package is ${version} now. To publish it:\n` +
      `  git commit --all --message "${version}"\n  git tag v${version}\n  git push origin HEAD v${version}`,
  );
}

function report(findings: readonly string[]): number {
  findings.forEach(print);
  return findings.length === 0 ? 0 : 1;
}

function print(line: string): number {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line.trimEnd()}\n`));
  return 0;
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  print(`error: ${error.message}`);
  Deno.exit(2);
}

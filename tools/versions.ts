import { members } from "./workspace.ts";

/** What has no version yet, or a version and the day it was published. */
const HEADING = /^## (Unreleased|\d+\.\d+\.\d+)(?: \((\d{4}-\d{2}-\d{2})\))?$/gm;
const VERSION = /^\d+\.\d+\.\d+$/;

/** Parts of a version that a release may raise. */
export const STEPS = ["major", "minor", "patch"] as const;

/**
 * Packages whose version is not the first one's, and a changelog that lacks it. One line each.
 *
 * @param tag The version that is to be published, as `v0.2.0`: it has to be the packages', and dated in the changelog.
 */
export async function checkVersions(root = ".", tag?: string): Promise<string[]> {
  const [first, ...others] = await memberVersions(root);
  const changelog = await Deno.readTextFile(`${root}/CHANGELOG.md`);
  const headings = [...changelog.matchAll(HEADING)];
  const dated = headings.find(([, version]) => version === first.version)?.[2];
  const findings = others.filter(({ version }) => version !== first.version).map(({ file, version }) =>
    `${file}: version ${version}, wanted ${first.version} as in ${first.file}`
  );
  if (!headings.some(([, version]) => version === first.version)) {
    findings.push(`CHANGELOG.md: found no heading "## ${first.version}"`);
  }
  if (tag === undefined) return findings;
  if (tag !== `v${first.version}`) findings.push(`the tag is ${tag}, the packages are ${first.version}`);
  if (dated === undefined) findings.push(`CHANGELOG.md: ${first.version} has no date: run deno task release`);
  return findings;
}

/** The version of every package, with the file that says it. */
export async function memberVersions(root = "."): Promise<{ file: string; version: string }[]> {
  return await Promise.all((await members(root)).map(async ({ folder }) => {
    const file = `${folder}/deno.json`;
    const { version } = JSON.parse(await Deno.readTextFile(`${root}/${file}`)) as { version: string };
    return { file, version };
  }));
}

/**
 * The version that a release makes of `current`.
 *
 * @param wanted A version above it, or `major`, `minor`, `patch`. The same version is wanted before its first release.
 * @throws {RangeError} for anything else.
 */
export function nextVersion(current: string, wanted: string): string {
  const parts = current.split(".").map(Number), step = STEPS.findIndex((name) => name === wanted);
  if (step >= 0) return parts.map((part, i) => i < step ? part : i === step ? part + 1 : 0).join(".");
  const next = wanted.split(".").map(Number), differs = next.findIndex((part, i) => part !== parts[i]);
  if (!VERSION.test(wanted) || (differs >= 0 && next[differs] < parts[differs])) {
    throw new RangeError(
      `Cannot release ${wanted}: expected ${STEPS.join(", ")}, or a version from ${current} on`,
    );
  }
  return wanted;
}

/**
 * The changelog with what is unreleased under a version and its day.
 *
 * @param day As `2026-11-24`.
 * @throws {RangeError} When nothing is unreleased, or the version was published.
 */
export function releasedChangelog(text: string, version: string, day: string): string {
  const [first] = text.matchAll(HEADING);
  const open = first !== undefined && first[2] === undefined && ["Unreleased", version].includes(first[1]);
  if (!open) {
    throw new RangeError(
      `Cannot release ${version}: CHANGELOG.md begins with "${
        first?.[0] ?? "nothing"
      }", expected "## Unreleased" and what users will notice`,
    );
  }
  if ([...text.matchAll(HEADING)].some(([, one, dated]) => one === version && dated !== undefined)) {
    throw new RangeError(`Cannot release ${version}: CHANGELOG.md says that it was published`);
  }
  return text.replace(first[0], `## ${version} (${day})`);
}

/** Writes a version into every package, in place. */
export async function writeVersion(version: string, root = "."): Promise<void> {
  for (const { file, version: old } of await memberVersions(root)) {
    const text = await Deno.readTextFile(`${root}/${file}`);
    await Deno.writeTextFile(
      `${root}/${file}`,
      text.replace(`"version": "${old}"`, `"version": "${version}"`),
    );
  }
}

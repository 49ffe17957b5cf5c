import { assertEquals, assertThrows } from "@std/assert";
import { plant } from "./testdata/plant.ts";
import { checkVersions, nextVersion, releasedChangelog, writeVersion } from "./versions.ts";

const LOG = "# Changelog\n\n## Unreleased\n\n- More.\n\n## 0.1.0 (2026-11-01)\n\n- All.\n";

const member = (name: string, version: string) =>
  `{\n  "name": "@dragsaw/${name}",\n  "version": "${version}",\n  "exports": "./mod.ts"\n}\n`;

Deno.test("nextVersion() raises a part and zeroes those after it, or takes a version that is no older", () => {
  assertEquals(["major", "minor", "patch", "1.2.3", "1.10.0"].map((wanted) => nextVersion("1.2.3", wanted)), [
    "2.0.0",
    "1.3.0",
    "1.2.4",
    "1.2.3",
    "1.10.0",
  ]);
  for (const wanted of ["1.2.2", "0.9.9", "v1.3.0", "1.3", "next"]) {
    assertThrows(() => nextVersion("1.2.3", wanted), RangeError, `Cannot release ${wanted}: expected major`);
  }
});

Deno.test("releasedChangelog() puts what is unreleased under the version and its day", () => {
  const released = releasedChangelog(LOG, "0.2.0", "2026-11-24");
  assertEquals(released, LOG.replace("## Unreleased", "## 0.2.0 (2026-11-24)"));
  const first = "# Changelog\n\n## 0.1.0\n\n- All.\n";
  assertEquals(releasedChangelog(first, "0.1.0", "2026-11-24"), first.replace("0.1.0", "0.1.0 (2026-11-24)"));
});

Deno.test("releasedChangelog() refuses a version that was published, and one with nothing to say", () => {
  assertThrows(() => releasedChangelog(LOG, "0.1.0", "2026-11-24"), RangeError, "it was published");
  assertThrows(
    () => releasedChangelog(released(), "0.3.0", "2026-11-24"),
    RangeError,
    'expected "## Unreleased"',
  );
});

const released = () => releasedChangelog(LOG, "0.2.0", "2026-11-24");

Deno.test("checkVersions() names packages that differ, and a changelog or a tag that does not fit", () =>
  plant({
    "core/deno.json": member("core", "0.1.0"),
    "plugins/a/deno.json": member("a", "0.0.9"),
    "CHANGELOG.md": LOG,
  }, async (root) => {
    const differs = "plugins/a/deno.json: version 0.0.9, wanted 0.1.0 as in core/deno.json";
    assertEquals(await checkVersions(root), [differs]);
    await writeVersion("0.2.0", root);
    assertEquals(await checkVersions(root), ['CHANGELOG.md: found no heading "## 0.2.0"']);
    await Deno.writeTextFile(`${root}/CHANGELOG.md`, released());
    assertEquals(await checkVersions(root, "v0.2.0"), []);
    assertEquals(await checkVersions(root, "v0.2.1"), ["the tag is v0.2.1, the packages are 0.2.0"]);
    await Deno.writeTextFile(`${root}/CHANGELOG.md`, "## 0.2.0\n");
    assertEquals(await checkVersions(root, "v0.2.0"), [
      "CHANGELOG.md: 0.2.0 has no date: run deno task release",
    ]);
  }));

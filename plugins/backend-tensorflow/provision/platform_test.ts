import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { cacheFolder } from "./platform.ts";
import { archiveFor, wheelFor } from "./releases.ts";

const LINUX = { os: "linux", arch: "x86_64" };

Deno.test("cacheFolder() follows DRAGSAW_CACHE, then the platform", () => {
  const folder = (os: string, values: Record<string, string>) =>
    cacheFolder({ os, arch: "x86_64" }, (name) => values[name]);
  assertEquals(folder("linux", { DRAGSAW_CACHE: "/c", HOME: "/h" }), "/c");
  assertEquals(folder("linux", { XDG_CACHE_HOME: "/x", HOME: "/h" }), "/x/dragsaw");
  assertEquals(folder("linux", { HOME: "/h" }), "/h/.cache/dragsaw");
  assertEquals(folder("darwin", { HOME: "/h" }), "/h/Library/Caches/dragsaw");
  assertMatch(folder("windows", { LOCALAPPDATA: "C:" }), /^C:.dragsaw.cache$/);
  assertThrows(() => folder("linux", {}), Error, "set DRAGSAW_CACHE");
});

Deno.test("archiveFor() takes the GPU build on Linux only, and none where none is published", () => {
  assertEquals(archiveFor(LINUX, true)?.path, "2.18.1/libtensorflow-gpu-linux-x86_64.tar.gz");
  assertEquals(archiveFor(LINUX, false)?.path, "2.18.1/libtensorflow-cpu-linux-x86_64.tar.gz");
  assertEquals(archiveFor({ os: "windows", arch: "x86_64" }, true)?.variant, "cpu");
  assertEquals(archiveFor({ os: "linux", arch: "aarch64" }, false), null);
});

Deno.test("wheelFor() pins a sum for every wheel", () => {
  for (const [os, arch] of [["linux", "x86_64"], ["linux", "aarch64"], ["darwin", "aarch64"]]) {
    assertMatch(wheelFor({ os, arch })?.sha256 ?? "", /^[0-9a-f]{64}$/);
  }
  assertEquals(wheelFor({ os: "windows", arch: "x86_64" }), null);
});

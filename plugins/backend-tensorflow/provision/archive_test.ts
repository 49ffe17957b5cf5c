import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { libraryNameOf } from "./archive.ts";
import { findLibrary } from "./mod.ts";
import { type TestFolder, testFolder } from "../../../tests/files/folder.ts";
import { noise, tarGz, zip } from "../../../tests/files/pack.ts";
import { serve } from "../../../tests/files/server.ts";
import { bareSettings } from "./testdata/settings.ts";

const GOOD = new TextEncoder().encode("good library");
const ARCHIVE = tarGz([
  { name: "./LICENSE", bytes: noise(2000) },
  { name: "./lib/libtensorflow.so", link: "libtensorflow.so.2" },
  { name: "./lib/libtensorflow.so.2.18.1", bytes: GOOD },
  { name: "./lib/libtensorflow_framework.so.2.18.1", bytes: noise(300_000) },
]);
const RELEASE = { version: "2.18.1", variant: "cpu", path: "lib.tar.gz" } as const;
const PLACE = "cache/libtensorflow/2.18.1-cpu-linux-x86_64";

async function find(folder: TestFolder, archives: string, path: string = RELEASE.path) {
  const settings = bareSettings(folder);
  const result = await findLibrary(undefined, {
    ...settings,
    archives,
    archive: () => ({ ...RELEASE, path }),
  });
  return { result, refused: result.attempts.find(({ source }) => source === "official archive")?.refused };
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("the archive is unpacked into place with its sum beside it, and taken from the cache from then on", async () => {
  await using folder = await testFolder();
  await using server = serve("lib.tar.gz", ARCHIVE);
  const { result } = await find(folder, server.url);
  assertEquals(result.ok && result.file, folder.file(`${PLACE}/libtensorflow.so.2`));
  assertEquals(names(folder.file(PLACE)), [
    "libtensorflow.so.2",
    "libtensorflow_framework.so.2",
    "origin.json",
  ]);
  assertEquals(names(folder.file("cache/libtensorflow")).length, 2);
  assertMatch(await Deno.readTextFile(folder.file(`${PLACE}.sha256`)), /^[0-9a-f]{64} {2}lib\.tar\.gz\n$/);
  const again = await find(folder, server.url);
  assertEquals(again.result.ok && again.result.source, "cache");
  assertEquals(server.ranges.length, 1);
});

Deno.test("a zip archive serves too", async () => {
  await using folder = await testFolder();
  await using server = serve("lib.zip", zip([{ name: "lib/libtensorflow.so.2.18.1", bytes: GOOD }]));
  assertEquals((await find(folder, server.url, "lib.zip")).result.ok, true);
});

Deno.test("a transfer that breaks off is gone on with, also by the next process", async () => {
  await using folder = await testFolder();
  {
    await using server = serve("lib.tar.gz", ARCHIVE, { stallAt: 1000 });
    assertStringIncludes((await find(folder, server.url)).refused ?? "", "for 0.3 s after 5.0 kB");
  }
  await using server = serve("lib.tar.gz", ARCHIVE);
  assertEquals((await find(folder, server.url)).result.ok, true);
  assertEquals(server.ranges, ["bytes=5000-"]);
});

Deno.test("wrong bytes are refused and leave nothing behind", async () => {
  await using folder = await testFolder();
  const damaged = ARCHIVE.slice();
  damaged[100_000] ^= 0xff;
  await using server = serve("lib.tar.gz", damaged);
  assertStringIncludes((await find(folder, server.url)).refused ?? "", "does not unpack");
  assertEquals(names(folder.file("cache/libtensorflow")), []);
});

Deno.test("another archive than the one first seen is refused", async () => {
  await using folder = await testFolder();
  {
    await using server = serve("lib.tar.gz", ARCHIVE);
    await find(folder, server.url);
    await Deno.remove(folder.file(PLACE), { recursive: true });
  }
  await using server = serve("lib.tar.gz", tarGz([{ name: "./lib/libtensorflow.so.2.18.1", bytes: GOOD }]));
  assertMatch(
    (await find(folder, server.url)).refused ?? "",
    /has SHA-256 \w{64}, want \w{64} as first seen/,
  );
});

Deno.test("an archive without the library is refused by name", async () => {
  await using folder = await testFolder();
  await using server = serve("lib.tar.gz", tarGz([{ name: "./LICENSE", bytes: GOOD }]));
  assertMatch((await find(folder, server.url)).refused ?? "", /^holds no libtensorflow_cc\.so\.2/);
});

Deno.test("a library damaged in the cache is fetched anew", async () => {
  await using folder = await testFolder();
  await using server = serve("lib.tar.gz", ARCHIVE);
  await find(folder, server.url);
  await Deno.truncate(folder.file(`${PLACE}/libtensorflow.so.2`), 3);
  const { result } = await find(folder, server.url);
  assertEquals(result.ok && result.source, "official archive");
  assertEquals(result.attempts[3].refused, "is not whole; it will be fetched anew");
  assertEquals(await Deno.readFile(folder.file(`${PLACE}/libtensorflow.so.2`)), GOOD);
});

Deno.test("libraryNameOf() gives the name that the loader asks for", () => {
  assertEquals(libraryNameOf("./lib/libtensorflow_framework.so.2.18.1"), "libtensorflow_framework.so.2");
  assertEquals(libraryNameOf("lib/libtensorflow.2.18.1.dylib"), "libtensorflow.2.dylib");
  assertEquals(libraryNameOf("lib/tensorflow.dll"), "tensorflow.dll");
  assertEquals(libraryNameOf("include/tensorflow/c/c_api.h"), null);
  assertEquals(libraryNameOf("../lib/libtensorflow.so.2.18.1"), null);
});

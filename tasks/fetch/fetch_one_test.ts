import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { DownloadError } from "@dragsaw/core/files";
import { type TestFolder, testFolder } from "../../tests/files/folder.ts";
import { noise, tar, zip } from "../../tests/files/pack.ts";
import { type Fault, serve } from "../../tests/files/server.ts";
import { WrongBytesError } from "./check_sum.ts";
import { fetchOne, type FetchOptions } from "./fetch_one.ts";
import type { FetchSet, KnownSum } from "./fetch_set.ts";
import { openLedger } from "./ledger.ts";

const PICTURE = noise(40_000);
const ARCHIVE = zip([{ name: "Top/", bytes: new Uint8Array(0) }, { name: "Top/a.png", bytes: PICTURE }]);

function sumOf(bytes: Uint8Array, algorithm: KnownSum["algorithm"] = "sha256"): KnownSum {
  return { algorithm, sum: createHash(algorithm).update(bytes).digest("hex") };
}

function setOf(urls: readonly string[], known?: KnownSum, name = "images.zip"): FetchSet {
  return {
    name: "toy",
    title: "Toy pictures",
    licence: "CC0",
    page: "http://toy.example",
    root: "TOY",
    use: "look at them",
    archives: [{ name, urls, bytes: 40_000, to: "TOY/Images", ...known && { known } }],
  };
}

/** Fetches into `data` of a folder; gives what was said. */
async function run(folder: TestFolder, set: FetchSet, change: Partial<FetchOptions> = {}): Promise<string> {
  const lines: string[] = [];
  await fetchOne(set, {
    out: folder.file("data"),
    keep: false,
    trust: false,
    ledger: await openLedger(folder.file("data")),
    progress: { update: () => {}, line: (text) => void lines.push(text) },
    signal: new AbortController().signal,
    patience: { limits: { connect: 1000, stall: 150 }, idleTries: 2, pause: () => 1 },
    room: () => Promise.resolve(1e12),
    ...change,
  });
  return lines.join("\n");
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

async function serving(fault: Fault = {}, bytes: Uint8Array<ArrayBuffer> = ARCHIVE) {
  const server = await Promise.resolve(serve("images.zip", bytes, fault));
  return { server, url: `${server.url}/images.zip` };
}

Deno.test("fetch checks, unpacks and places an archive, and has nothing left to do the second time", async () => {
  await using folder = await testFolder();
  const { server, url } = await serving();
  await using _ = server;
  const said = await run(folder, setOf([url], sumOf(ARCHIVE, "md5")));
  assertStringIncludes(said, "Licence: CC0");
  assertStringIncludes(said, "images.zip: checksum as known");
  assertStringIncludes(said, `toy is in ${folder.file("data")}/TOY. Next: look at them`);
  assertEquals(await Deno.readFile(folder.file("data/TOY/Images/a.png")), PICTURE);
  assertEquals(names(folder.file("data")), ["TOY", "fetch.lock.json"]);
  assertStringIncludes(await run(folder, setOf([url])), "images.zip: already in");
  assertEquals(server.ranges.length, 1);
});

Deno.test("fetch goes on through breaks and stalls, in one process and in the next, and from another address", async () => {
  for (
    const fault of [{ breakAt: 10_000 }, { stallAt: 15_000 }, { statuses: [503] }, {
      noRange: true,
      breakAt: 9000,
    }]
  ) {
    await using folder = await testFolder();
    const { server, url } = await serving({ etag: '"a"', ...fault });
    await using _ = server;
    await Deno.mkdir(folder.file("data/.downloads"), { recursive: true });
    await folder.write("data/.downloads/images.zip.partial", ARCHIVE.subarray(0, 5000));
    await run(folder, setOf([`${server.url}/gone.zip`, url], sumOf(ARCHIVE)));
    assertEquals(await Deno.readFile(folder.file("data/TOY/Images/a.png")), PICTURE);
    assertEquals(server.ranges[0], "bytes=5000-");
  }
});

Deno.test("fetch refuses wrong bytes, tells what they look like, and leaves nothing of them", async () => {
  const page = new TextEncoder().encode("<!DOCTYPE html><title>Sign in to the network</title>");
  const damaged = ARCHIVE.slice();
  damaged[20_000] ^= 1;
  for (const [bytes, hint] of [[page, "begins like a web page"], [damaged, "bytes are others"]] as const) {
    await using folder = await testFolder();
    const { server, url } = await serving({}, bytes);
    await using _ = server;
    const error = await assertRejects(() => run(folder, setOf([url], sumOf(ARCHIVE))), WrongBytesError, hint);
    assertMatch(
      error.message,
      /images\.zip has SHA-256 \w{64}, want \w{64} as this program knows it: .* --trust/,
    );
    assertEquals(names(folder.file("data/.downloads")), []);
    assertEquals(server.ranges.length, 1);
  }
});

Deno.test("fetch throws away a bad part that came earlier and fetches the whole", async () => {
  await using folder = await testFolder();
  const { server, url } = await serving();
  await using _ = server;
  await Deno.mkdir(folder.file("data/.downloads"), { recursive: true });
  await folder.write("data/.downloads/images.zip.partial", noise(5000));
  const said = await run(folder, setOf([url], sumOf(ARCHIVE)));
  assertStringIncludes(said, "fetching it anew");
  assertEquals(server.ranges, ["bytes=5000-", ""]);
  assertEquals(await Deno.readFile(folder.file("data/TOY/Images/a.png")), PICTURE);
});

Deno.test("fetch records the first sum it sees where none is known, and holds later downloads to it", async () => {
  await using folder = await testFolder();
  {
    const { server, url } = await serving();
    await using _ = server;
    assertStringIncludes(
      await run(folder, setOf([url])),
      `no checksum was known, sha256 ${sumOf(ARCHIVE).sum} is recorded`,
    );
  }
  await Deno.remove(folder.file("data/TOY"), { recursive: true });
  const other = zip([{ name: "b.png", bytes: PICTURE }]);
  const { server, url } = await serving({}, other);
  await using _ = server;
  await assertRejects(
    () => run(folder, setOf([url])),
    WrongBytesError,
    "as it was when it first came (http://",
  );
  await run(folder, setOf([url]), { trust: true });
  assertEquals(names(folder.file("data/TOY/Images")), ["b.png"]);
  const ledger = JSON.parse(await Deno.readTextFile(folder.file("data/fetch.lock.json")));
  assertEquals([ledger["images.zip"].sum, ledger["images.zip"].trust], [sumOf(other).sum, "first use"]);
});

Deno.test("fetch places nothing of an archive that cannot be trusted or unpacked", async () => {
  const bad: [Uint8Array<ArrayBuffer>, string][] = [
    [
      zip([{ name: "a.png", bytes: PICTURE }, { name: "../evil", bytes: PICTURE }]),
      "leads out of its folder",
    ],
    [zip([{ name: "zeros", bytes: new Uint8Array(30_000_000) }]), "want 13.1 MB at most"],
    [zip([{ name: "a.png", bytes: PICTURE, claim: 50_000 }]), "is damaged"],
    [zip([]), "expected files in it, found none"],
    [ARCHIVE.slice(0, 30_000), "no zip directory"],
    [tar([{ name: "a.png", bytes: PICTURE }, { name: "b", link: "/etc/passwd" }]), "no zip"],
  ];
  for (const [bytes, message] of bad) {
    await using folder = await testFolder();
    const { server, url } = await serving({}, bytes);
    await using _ = server;
    const error = await run(folder, setOf([url])).catch((error) => error);
    assertStringIncludes(String(error), message);
    assertEquals(names(folder.file("data")), [".downloads"]);
    // What is refused may be let through by hand without another download; what is damaged may not
    assertEquals(names(folder.file("data/.downloads")), error instanceof RangeError ? ["images.zip"] : []);
    assertEquals(names(folder.path), ["data"]);
  }
});

Deno.test("fetch unpacks tar too, keeps the archive when asked to, and clears what a killed fetch left", async () => {
  await using folder = await testFolder();
  const bytes = tar([{ name: "./Task/", type: "5" }, { name: "./Task/._x", bytes: PICTURE }, {
    name: "./Task/x",
    bytes: PICTURE,
  }]);
  await using server = serve("t.tar", bytes);
  await Deno.mkdir(folder.file("data/.downloads/t.tar.unpacking/half"), { recursive: true });
  await run(folder, setOf([`${server.url}/t.tar`], sumOf(bytes), "t.tar"), { keep: true });
  assertEquals(names(folder.file("data/TOY/Images")), ["x"]);
  assertEquals(names(folder.file("data/.downloads")), ["t.tar"]);
});

Deno.test("fetch asks for room on the disk before it downloads and before it unpacks", async () => {
  await using folder = await testFolder();
  const { server, url } = await serving();
  await using _ = server;
  const set = setOf([url], sumOf(ARCHIVE));
  await assertRejects(
    () => run(folder, set, { room: () => Promise.resolve(50_000) }),
    RangeError,
    "No room in",
  );
  assertEquals(names(folder.file("data/.downloads")), []);
  let calls = 0;
  const shrinking = () => Promise.resolve(calls++ === 0 ? 1e9 : 10_000);
  await assertRejects(() => run(folder, set, { room: shrinking }), RangeError, "want 10.0 kB at most");
});

Deno.test("fetch stops at Ctrl-C and keeps what came", async () => {
  await using folder = await testFolder();
  const { server, url } = await serving({ stallAt: 12_000, etag: '"a"' });
  await using _ = server;
  const controller = new AbortController();
  const progress = { update: () => controller.abort(new Error("Ctrl-C")), line: () => {} };
  const patience = { limits: { connect: 9000, stall: 9000 }, idleTries: 2 };
  const stopped = run(folder, setOf([url]), { signal: controller.signal, progress, patience });
  await assertRejects(() => stopped, Error, "Ctrl-C");
  assert(names(folder.file("data/.downloads")).includes("images.zip.partial"));
});

Deno.test("fetch gives up a set that no address has, naming the last one", async () => {
  await using folder = await testFolder();
  const { server } = await serving();
  await using _ = server;
  const urls = ["a.zip", "b.zip"].map((name) => `${server.url}/${name}`);
  await assertRejects(() => run(folder, setOf(urls)), DownloadError, "/b.zip answered 404 Not Found");
});

Deno.test("openLedger() refuses a record that is not ours", async () => {
  await using folder = await testFolder();
  for (const text of ["{", '{"a.zip": {"sum": 1}}', "[]"]) {
    await folder.write("fetch.lock.json", text);
    await assertRejects(() => openLedger(folder.path), SyntaxError, "is not a record of downloads");
  }
});

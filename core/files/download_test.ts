import { assert, assertEquals, assertRejects } from "@std/assert";
import { download, DownloadError, type DownloadOptions } from "./download.ts";
import { testFolder } from "../../tests/files/folder.ts";
import { noise } from "../../tests/files/pack.ts";
import { serve } from "../../tests/files/server.ts";

const BYTES = noise(300_000);
const LIMITS = { connect: 500, stall: 150 };
/** As a caller that would rather turn elsewhere than wait. */
const HASTY: DownloadOptions = { limits: LIMITS, idleTries: 1, tries: 5 };

Deno.test("download() fetches a file and tells how far it is", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  const fractions: number[] = [];
  const onProgress = (bytes: number, total: number | null) => fractions.push(bytes / total!);
  await download(`${server.url}/x`, folder.file("x"), { ...HASTY, onProgress });
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  assertEquals(fractions.at(-1), 1);
  assert(fractions.every((fraction, i) => fraction > (fractions[i - 1] ?? 0)));
});

Deno.test("download() goes on where the connection broke", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { breakAt: 100_000 });
  await download(`${server.url}/x`, folder.file("x"), HASTY);
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  assertEquals(server.ranges, ["", "bytes=100000-"]);
});

Deno.test("download() goes on from an earlier process's partial file, and begins anew without Range", async () => {
  for (const noRange of [false, true]) {
    await using folder = await testFolder();
    await using server = serve("x", BYTES, { noRange });
    await folder.write("x.partial", BYTES.subarray(0, 7));
    await download(`${server.url}/x`, folder.file("x"), HASTY);
    assertEquals(await Deno.readFile(folder.file("x")), BYTES);
    assertEquals(server.ranges, ["bytes=7-"]);
  }
});

Deno.test("download() keeps a partial file that is complete and throws away one that is too long", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await folder.write("x.partial", BYTES);
  await download(`${server.url}/x`, folder.file("x"), HASTY);
  assertEquals(server.ranges, ["bytes=300000-"]);
  await folder.write("y.partial", noise(300_001));
  await download(`${server.url}/x`, folder.file("y"), HASTY);
  assertEquals(await Deno.readFile(folder.file("y")), BYTES);
});

Deno.test("download() gives up a stalled transfer and keeps what came", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { stallAt: 40_000 });
  const url = `${server.url}/x`;
  await assertRejects(
    () => download(url, folder.file("x"), HASTY),
    Error,
    `nothing from ${url} for 0.15 s after`,
  );
  // Five tries, each going on where the last one stood.
  assertEquals(await Deno.readFile(folder.file("x.partial")), BYTES.subarray(0, 200_000));
});

Deno.test("download() gives up a server that does not answer", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { silent: true });
  const url = `${server.url}/x`;
  await assertRejects(
    () => download(url, folder.file("x"), { ...HASTY, limits: { connect: 100, stall: 100 } }),
    Error,
    `no answer from ${url} within 0.1 s`,
  );
});

Deno.test("download() reports the status of a refusal, and asks once", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await assertRejects(
    () => download(`${server.url}/y`, folder.file("y"), HASTY),
    Error,
    "/y answered 404 Not Found",
  );
});

/** As a caller that wants the file whatever it takes. */
const PATIENT: DownloadOptions = { limits: LIMITS, idleTries: 3, pause: () => 1 };

Deno.test("download() waits out busy servers, and tells why it waits", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { statuses: [503, 429] });
  const told: string[] = [];
  await download(`${server.url}/x`, folder.file("x"), {
    ...PATIENT,
    onRetry: (reason, wait) => told.push(`${reason.split(" ").slice(1).join(" ")}, ${wait} ms`),
  });
  assertEquals(told, ["answered 503 Service Unavailable, 10 ms", "answered 429 Too Many Requests, 10 ms"]);
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  await using dead = serve("x", BYTES, { statuses: [500, 500, 500, 500] });
  await assertRejects(
    () => download(`${dead.url}/x`, folder.file("y"), PATIENT),
    DownloadError,
    "answered 500",
  );
  assertEquals(dead.ranges.length, 3);
});

Deno.test("download() goes on through a stall for as long as bytes come, and gives up when none do", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { stallAt: 90_000, etag: '"a"' });
  await download(`${server.url}/x`, folder.file("x"), { ...PATIENT, idleTries: 1 });
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  assertEquals(server.ranges, ["", "bytes=90000-", "bytes=180000-", "bytes=270000-"]);
  await using stuck = serve("x", BYTES, { stallAt: 90_000, noRange: true });
  await assertRejects(
    () => download(`${stuck.url}/x`, folder.file("y"), PATIENT),
    DownloadError,
    "nothing from",
  );
  assertEquals(stuck.ranges.length, 4);
});

Deno.test("download() never joins parts of two contents: it begins anew when the file has changed", async () => {
  const changed = noise(250_000).reverse();
  for (const noIfRange of [false, true]) {
    await using folder = await testFolder();
    await using server = serve("x", BYTES, { breakAt: 100_000, etag: '"first"', changed, noIfRange });
    await download(`${server.url}/x`, folder.file("x"), PATIENT);
    assertEquals(await Deno.readFile(folder.file("x")), changed);
    assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["x"]);
  }
});

Deno.test("download() stops at a signal and keeps what came, for the next time", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { stallAt: 100_000, etag: '"a"' });
  const controller = new AbortController();
  const stopped = download(`${server.url}/x`, folder.file("x"), {
    ...PATIENT,
    limits: { connect: 5000, stall: 5000 },
    signal: controller.signal,
    onProgress: (bytes) => bytes === 100_000 && controller.abort(new Error("Ctrl-C")),
  });
  await assertRejects(() => stopped, Error, "Ctrl-C");
  assertEquals((await Deno.stat(folder.file("x.partial"))).size, 100_000);
  const waiting = new AbortController();
  await using busy = serve("x", BYTES, { statuses: [503] });
  const asleep = download(`${busy.url}/x`, folder.file("y"), {
    ...PATIENT,
    pause: () => 60_000,
    onRetry: () => waiting.abort(new Error("no patience")),
    signal: waiting.signal,
  });
  await assertRejects(() => asleep, Error, "no patience");
});

Deno.test("download() follows redirects, and takes bodies of unknown length up to a limit", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await download(`${server.url}/moved`, folder.file("x"), PATIENT);
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  await using endless = serve("x", BYTES, { noLength: true });
  const totals: (number | null)[] = [];
  await download(`${endless.url}/x`, folder.file("y"), {
    ...PATIENT,
    onProgress: (_, total) => totals.push(total),
  });
  assertEquals([new Set(totals), (await Deno.stat(folder.file("y"))).size], [new Set([null]), 300_000]);
  for (const fault of [{}, { noLength: true }]) {
    await using long = serve("x", BYTES, fault);
    const fetched = download(`${long.url}/x`, folder.file("z"), { ...PATIENT, most: 200_000 });
    await assertRejects(() => fetched, DownloadError, "has more than 200.0 kB");
  }
});

Deno.test("download() asks for room before it writes", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await folder.write("x.partial", BYTES.subarray(0, 100_000));
  const asked: number[] = [];
  const fetched = download(`${server.url}/x`, folder.file("x"), {
    ...PATIENT,
    onSize: (left) => {
      asked.push(left);
      return Promise.reject(new RangeError("no room"));
    },
  });
  await assertRejects(() => fetched, RangeError, "no room");
  assertEquals([asked, (await Deno.stat(folder.file("x.partial"))).size], [[200_000], 100_000]);
});

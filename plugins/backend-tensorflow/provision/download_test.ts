import { assert, assertEquals, assertRejects } from "@std/assert";
import { download } from "./download.ts";
import { testFolder } from "./testdata/folder.ts";
import { noise } from "./testdata/pack.ts";
import { serve } from "./testdata/server.ts";

const BYTES = noise(300_000);
const LIMITS = { connect: 500, stall: 150 };
const quiet = () => {};

Deno.test("download() fetches a file and tells how far it is", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  const fractions: number[] = [];
  await download(`${server.url}/x`, folder.file("x"), LIMITS, (_, fraction) => fractions.push(fraction!));
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  assertEquals(fractions.at(-1), 1);
  assert(fractions.every((fraction, i) => fraction > (fractions[i - 1] ?? 0)));
});

Deno.test("download() goes on where the connection broke", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { breakAt: 100_000 });
  await download(`${server.url}/x`, folder.file("x"), LIMITS, quiet);
  assertEquals(await Deno.readFile(folder.file("x")), BYTES);
  assertEquals(server.ranges, ["", "bytes=100000-"]);
});

Deno.test("download() goes on from an earlier process's partial file, and begins anew without Range", async () => {
  for (const noRange of [false, true]) {
    await using folder = await testFolder();
    await using server = serve("x", BYTES, { noRange });
    await folder.write("x.partial", BYTES.subarray(0, 7));
    await download(`${server.url}/x`, folder.file("x"), LIMITS, quiet);
    assertEquals(await Deno.readFile(folder.file("x")), BYTES);
    assertEquals(server.ranges, ["bytes=7-"]);
  }
});

Deno.test("download() keeps a partial file that is complete and throws away one that is too long", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await folder.write("x.partial", BYTES);
  await download(`${server.url}/x`, folder.file("x"), LIMITS, quiet);
  assertEquals(server.ranges, ["bytes=300000-"]);
  await folder.write("y.partial", noise(300_001));
  await download(`${server.url}/x`, folder.file("y"), LIMITS, quiet);
  assertEquals(await Deno.readFile(folder.file("y")), BYTES);
});

Deno.test("download() gives up a stalled transfer and keeps what came", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES, { stallAt: 40_000 });
  const url = `${server.url}/x`;
  await assertRejects(
    () => download(url, folder.file("x"), LIMITS, quiet),
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
    () => download(url, folder.file("x"), { connect: 100, stall: 100 }, quiet),
    Error,
    `no answer from ${url} within 0.1 s`,
  );
});

Deno.test("download() reports the status of a refusal, and asks once", async () => {
  await using folder = await testFolder();
  await using server = serve("x", BYTES);
  await assertRejects(
    () => download(`${server.url}/y`, folder.file("y"), LIMITS, quiet),
    Error,
    "/y answered 404 Not Found",
  );
});

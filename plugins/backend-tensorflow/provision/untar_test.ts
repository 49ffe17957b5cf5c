import { assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "node:zlib";
import { testFolder } from "./testdata/folder.ts";
import { noise, tarGz } from "./testdata/pack.ts";
import { untar } from "./untar.ts";

const LONG = `${"folder/".repeat(16)}deep.bin`;
const MEMBERS = [
  { name: "./LICENSE", bytes: noise(700) },
  { name: "./lib/big.so", bytes: noise(3_000_001) },
  { name: "./lib/link.so", link: "big.so" },
  { name: LONG, bytes: noise(512) },
  { name: "./lib/empty", bytes: new Uint8Array(0) },
];

Deno.test("untar() writes the chosen files only and never asks about links", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("x.tar.gz", tarGz(MEMBERS));
  const asked: string[] = [];
  const written = await untar(archive, (name) => {
    asked.push(name);
    return name === "./lib/big.so" || name === LONG ? folder.file(`out${asked.length}`) : null;
  });
  assertEquals(asked, MEMBERS.filter(({ link }) => !link).map(({ name }) => name));
  assertEquals(written, ["./lib/big.so", LONG]);
  assertEquals(await Deno.readFile(folder.file("out2")), MEMBERS[1].bytes);
  assertEquals(await Deno.readFile(folder.file("out3")), MEMBERS[3].bytes);
});

Deno.test("untar() refuses an archive cut off or changed", async () => {
  await using folder = await testFolder();
  const whole = tarGz(MEMBERS);
  const changed = whole.slice();
  changed[whole.length - 6] ^= 1; // in gzip's checksum
  for (const bytes of [whole.subarray(0, 100_000), changed]) {
    const archive = await folder.write("x.tar.gz", bytes);
    await assertRejects(() => untar(archive, () => null), SyntaxError, "does not unpack");
  }
});

Deno.test("untar() refuses what is no gzip, no tar, and a tar that ends inside a member", async () => {
  await using folder = await testFolder();
  const text = await folder.write("text", "<html>Sign in to the network</html>");
  await assertRejects(() => untar(text, () => null), SyntaxError, "does not unpack");
  const other = await folder.write("other", gzipSync(noise(2048)));
  await assertRejects(() => untar(other, () => null), SyntaxError, "no tar header");
  const { gunzipSync } = await import("node:zlib");
  const short = await folder.write("short", gzipSync(gunzipSync(tarGz(MEMBERS)).subarray(0, 5000)));
  await assertRejects(() => untar(short, () => null), SyntaxError, "ends inside a member");
});

import { assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "node:zlib";
import { testFolder } from "../../tests/files/folder.ts";
import { noise, tar, tarGz } from "../../tests/files/pack.ts";
import { untar } from "./untar.ts";

const LONG = `${"folder/".repeat(16)}deep.bin`;
const MEMBERS = [
  { name: "./LICENSE", bytes: noise(700) },
  { name: "./lib/big.so", bytes: noise(3_000_001) },
  { name: "./lib/link.so", link: "big.so" },
  { name: LONG, bytes: noise(512) },
  { name: "./lib/empty", bytes: new Uint8Array(0) },
];

Deno.test("untar() writes the chosen files only", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("x.tar.gz", tarGz(MEMBERS));
  const asked: string[] = [];
  const written = await untar(archive, ({ name, kind }) => {
    asked.push(`${kind} ${name}`);
    return name === "./lib/big.so" || name === LONG ? folder.file(`out${asked.length}`) : null;
  });
  assertEquals(asked, MEMBERS.map(({ name, link }) => `${link ? "link" : "file"} ${name}`));
  assertEquals(written, ["./lib/big.so", LONG]);
  assertEquals(await Deno.readFile(folder.file("out2")), MEMBERS[1].bytes);
  assertEquals(await Deno.readFile(folder.file("out4")), MEMBERS[3].bytes);
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
  await assertRejects(() => untar(text, () => null), SyntaxError, "ends inside a header: no tar archive");
  const named = await folder.write("text.tar.gz", "<html>Sign in to the network</html>");
  await assertRejects(() => untar(named, () => null), SyntaxError, "does not unpack");
  const other = await folder.write("other", gzipSync(noise(2048)));
  await assertRejects(() => untar(other, () => null), SyntaxError, "no tar header");
  const { gunzipSync } = await import("node:zlib");
  const short = await folder.write("short", gzipSync(gunzipSync(tarGz(MEMBERS)).subarray(0, 5000)));
  await assertRejects(() => untar(short, () => null), SyntaxError, "ends inside a member");
});

Deno.test("untar() reads plain archives, and long names of POSIX and of GNU", async () => {
  await using folder = await testFolder();
  const encoder = new TextEncoder(), long = `${"deep/".repeat(60)}x.nii.gz`, record = ` path=${long}\n`;
  const length = record.length + String(record.length + 3).length;
  const bytes = noise(5);
  const archive = await folder.write(
    "x.tar",
    tar([
      { name: "pax", bytes: encoder.encode(`${length}${record}`), type: "x" },
      { name: "short", bytes },
      { name: "./@LongLink", bytes: encoder.encode(`${long}.gnu\0`), type: "L" },
      { name: "short", bytes },
      { name: "global", bytes: encoder.encode("12 comment=x"), type: "g" },
      { name: "folder/", type: "5" },
      { name: "device", type: "3" },
    ]),
  );
  const seen: string[] = [];
  await untar(archive, ({ name, kind }) => {
    seen.push(`${kind} ${name}`);
    return kind === "file" ? folder.file(`out${seen.length}`) : null;
  });
  assertEquals(seen, [`file ${long}`, `file ${long}.gnu`, "folder folder/", "other device"]);
  assertEquals(await Deno.readFile(folder.file("out2")), bytes);
});

Deno.test("untar() refuses extended headers that are damaged or endless", async () => {
  await using folder = await testFolder();
  const refuse = async (bytes: Uint8Array, message: string) => {
    const archive = await folder.write("x.tar", tar([{ name: "pax", bytes, type: "x" }, { name: "a" }]));
    await assertRejects(() => untar(archive, () => null), SyntaxError, message);
  };
  await refuse(new TextEncoder().encode("99 path=x\n"), "damaged extended header");
  await refuse(new Uint8Array(2_000_000), "extended header of 2000000 bytes");
  await refuse(new TextEncoder().encode("11 size=-9\n"), "a member of -9 bytes");
});

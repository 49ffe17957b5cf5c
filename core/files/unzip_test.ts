import { assertEquals, assertRejects } from "@std/assert";
import { testFolder } from "../../tests/files/folder.ts";
import { noise, zip } from "../../tests/files/pack.ts";
import { extract, membersOf } from "./unzip.ts";

const TEXT = new TextEncoder().encode("one two three ".repeat(300_000));
const MEMBERS = [
  { name: "a/deflated.txt", bytes: TEXT },
  { name: "stored.bin", bytes: noise(70_000), method: 0 as const },
  { name: "empty", bytes: new Uint8Array(0), method: 0 as const },
];

Deno.test("membersOf() reads names and sizes from the directory", async () => {
  await using folder = await testFolder();
  const members = await membersOf(await folder.write("x.zip", zip(MEMBERS)));
  assertEquals(
    members.map(({ name, size }) => [name, size]),
    MEMBERS.map(({ name, bytes }) => [name, bytes.length]),
  );
});

Deno.test("extract() unpacks deflated, stored and empty members", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("x.zip", zip(MEMBERS));
  for (const [i, member] of (await membersOf(archive)).entries()) {
    let seen = 0;
    await extract(archive, member, folder.file(`out${i}`), (bytes) => seen += bytes);
    assertEquals(await Deno.readFile(folder.file(`out${i}`)), MEMBERS[i].bytes);
    assertEquals(seen, MEMBERS[i].bytes.length);
  }
});

Deno.test("extract() refuses a changed byte", async () => {
  await using folder = await testFolder();
  const bytes = zip(MEMBERS);
  for (const at of [200, bytes.length - 30_000]) bytes[at] ^= 0xff;
  const archive = await folder.write("x.zip", bytes);
  const [deflated, stored] = await membersOf(archive);
  await assertRejects(() => extract(archive, deflated, folder.file("a")), SyntaxError, "a/deflated.txt");
  await assertRejects(
    () => extract(archive, stored, folder.file("b")),
    SyntaxError,
    "is damaged: 70000 bytes with CRC",
  );
});

Deno.test("extract() refuses an unknown packing method", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("x.zip", zip(MEMBERS));
  const member = { ...(await membersOf(archive))[0], method: 12 };
  await assertRejects(
    () => extract(archive, member, folder.file("a")),
    RangeError,
    "method 12, want 0 (stored) or 8 (deflated)",
  );
});

Deno.test("membersOf() refuses a file cut off, and one that is no zip", async () => {
  await using folder = await testFolder();
  const whole = zip(MEMBERS);
  for (const bytes of [whole.subarray(0, whole.length - 40), TEXT.subarray(0, 100), new Uint8Array(0)]) {
    const archive = await folder.write("x.zip", bytes);
    await assertRejects(() => membersOf(archive), SyntaxError, "no zip directory at its end");
  }
});

Deno.test("membersOf() and extract() read zip64", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("x.zip", zip(MEMBERS, { wide: true }));
  const members = await membersOf(archive);
  assertEquals(members.map(({ size }) => size), MEMBERS.map(({ bytes }) => bytes.length));
  await extract(archive, members[1], folder.file("out"));
  assertEquals(await Deno.readFile(folder.file("out")), MEMBERS[1].bytes);
});

Deno.test("extract() writes no more than the directory announces, and refuses encryption", async () => {
  await using folder = await testFolder();
  const liar = { ...MEMBERS[0], claim: 1000 };
  const archive = await folder.write("x.zip", zip([liar, { ...MEMBERS[1], flags: 1 }]));
  const [first, second] = await membersOf(archive);
  await assertRejects(() => extract(archive, first, folder.file("a")), SyntaxError, "more than 1000 bytes");
  assertEquals((await Deno.stat(folder.file("a"))).size <= 1000, true);
  await assertRejects(() => extract(archive, second, folder.file("b")), RangeError, "encrypted");
});

Deno.test("membersOf() refuses any directory that is damaged, without taking memory for it", async () => {
  await using folder = await testFolder();
  const whole = zip(MEMBERS);
  const end = whole.length - 22;
  for (const [at, value] of [[end + 12, 0xff], [end + 16, 0xff], [end + 10, 0xff], [end + 19, 0x7f]]) {
    const bytes = whole.slice();
    bytes[at] = value;
    const archive = await folder.write("x.zip", bytes);
    await assertRejects(() => membersOf(archive), SyntaxError);
  }
});

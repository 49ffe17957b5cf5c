import { assertEquals } from "@std/assert";
import { flawOf } from "./object_file.ts";
import { elf } from "./testdata/elf.ts";
import { testFolder } from "../../../tests/files/folder.ts";

const LINUX = { os: "linux", arch: "x86_64" };

Deno.test("flawOf() finds nothing wrong with a whole library", async () => {
  await using folder = await testFolder();
  assertEquals(await flawOf(await folder.write("a.so", elf(500)), LINUX), null);
});

Deno.test("flawOf() names a library cut off, of another processor, too short, and a text", async () => {
  await using folder = await testFolder();
  const flaw = async (bytes: Uint8Array | string, target = LINUX) =>
    await flawOf(await folder.write("x", bytes), target);
  assertEquals(await flaw(elf(500).subarray(0, 499)), "is truncated (499 of at least 500 bytes)");
  assertEquals(
    await flaw(elf(500), { os: "linux", arch: "aarch64" }),
    "is for another processor (ELF machine 62, want 183 for aarch64)",
  );
  assertEquals(await flaw("short"), "is too short for a library (5 bytes)");
  assertEquals(await flaw("x".repeat(100)), "is not an ELF library");
  assertEquals(await flaw(elf(500), { os: "darwin", arch: "aarch64" }), "is not a Mach-O library");
  assertEquals(await flaw(elf(500), { os: "windows", arch: "x86_64" }), "is not a Windows library");
  assertEquals(await flawOf(folder.path, LINUX), "is not a file");
});

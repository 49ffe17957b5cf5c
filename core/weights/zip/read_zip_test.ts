import { assertEquals, assertThrows } from "@std/assert";
import { zip, type ZipPart } from "../testdata/files.ts";
import { WeightFileError } from "../weight_file_error.ts";
import { crc32 } from "./crc32.ts";
import { readZip } from "./read_zip.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const refuses = (file: Uint8Array, message: string) => {
  const error = assertThrows(
    () => [...readZip(file, "x.pth").values()].map((e) => e.bytes()),
    WeightFileError,
    message,
  );
  assertEquals(error.message.startsWith('Cannot read weights from "x.pth": '), true);
};
const one = (lies: ZipPart["lies"], name = "a/b") =>
  zip([{ name, bytes: bytes(1, 2, 3), ...lies && { lies } }]);

Deno.test("crc32() gives the check value of the polynomial", () => {
  assertEquals(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

Deno.test("readZip() gives entries with their bytes, also with a comment and in zip64", () => {
  const parts = [{ name: "a/b", bytes: bytes(1, 2, 3) }, { name: "é", bytes: bytes(), wide: true }];
  for (const options of [{}, { comment: "made by hand" }, { wide: true }]) {
    const found = [...readZip(zip(parts, options), "x")].map((
      [name, entry],
    ) => [name, entry.size, [...entry.bytes()]]);
    assertEquals(found, [["a/b", 3, [1, 2, 3]], ["é", 0, []]]);
  }
});

Deno.test("readZip() refuses lengths and places that lie", () => {
  refuses(one({ size: 4000 }), "wanted 4000 more bytes");
  refuses(one({ size: 60 }), "wanted 60 more bytes"); // within the file, into its directory
  refuses(one({ at: 7 }), 'found no zip entry "a/b" where it was announced at byte 7');
  refuses(one({ at: 4_000_000_000 }), "found the end");
  refuses(one({ localName: "a/c" }), 'found another name at the zip entry "a/b"');
  refuses(one({ checksum: 1 }), 'the checksum of "a/b"');
  refuses(
    zip([{ name: "a", bytes: bytes(1), wide: true, lies: { size: 2 ** 60 } }]),
    "found the length 1152",
  );
});

Deno.test("readZip() refuses compressed and encrypted entries when they are asked for", () => {
  refuses(one({ method: 8 }), 'found the zip entry "a/b" compressed, wanted it stored as PyTorch writes it');
  refuses(one({ packed: 2 }), "compressed");
  refuses(one({ flags: 1 }), "encrypted");
  assertEquals([...readZip(one({ method: 8 }), "x").keys()], ["a/b"]);
});

Deno.test("readZip() refuses names that lead elsewhere, and equal ones", () => {
  for (const name of ["../a", "a/../../b", "/etc/passwd", "c:\\a", "a\\b", "a\0b", ""]) {
    refuses(one({}, name), "wanted a plain relative name");
  }
  const part = { name: "a", bytes: bytes(1) };
  refuses(zip([part, part]), 'found "a" twice');
});

Deno.test("readZip() refuses a directory that is not there", () => {
  const whole = one({});
  for (let length = 0; length < whole.length; length++) {
    refuses(whole.subarray(0, length), "no list of zip entries");
  }
  const edited = (at: number, ...values: number[]) => {
    const copy = whole.slice();
    copy.set(values, whole.length - 22 + at);
    return copy;
  };
  refuses(edited(12, 0xf0, 0xff), "goes beyond its own end");
  refuses(edited(8, 9, 0, 9, 0), "found the end");
  refuses(edited(8, 1, 0, 2, 0), "1 of 2 zip entries");
  refuses(edited(4, 1, 0), "several parts");
});

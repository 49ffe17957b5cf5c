import { assertEquals, assertThrows } from "@std/assert";
import { kindOf } from "./error_kind.ts";
import { deflate, gunzip, gunzipStart, gzip, inflate, isGzip } from "./gzip.ts";

const noise = Uint8Array.from({ length: 30_000 }, (_, i) => (i * i * 7919 + i * 31) >> 3);

Deno.test("gunzip() unpacks what gzip() packed, in one or several members", () => {
  const packed = gzip(noise);
  assertEquals([isGzip(packed), isGzip(noise)], [true, false]);
  assertEquals(gunzip(packed, noise.length, noise.length), noise);
  const two = new Uint8Array([...packed, ...packed]);
  assertEquals(gunzip(two, 60_000, 60_000).subarray(30_000), noise);
  assertEquals(inflate(deflate(noise), noise.length, noise.length), noise);
});

Deno.test("gunzipStart() unpacks a start, also of a file that is cut", () => {
  const packed = gzip(noise), start = gunzipStart(packed, 500);
  assertEquals([start.length >= 500, start.length < 30_000], [true, true]);
  assertEquals(start, noise.subarray(0, start.length));
  assertEquals(gunzipStart(packed.subarray(0, 600), 20_000).length < 20_000, true);
});

Deno.test("gunzip() holds to its bounds and says what is wrong", () => {
  const packed = gzip(noise), damaged = Uint8Array.from(packed);
  damaged[packed.length - 6] ^= 1;
  const cases: [() => unknown, string, string][] = [
    [() => gunzip(packed, 1, 29_999), "header-lies", "expected at most 29999 bytes, found more"],
    [() => gunzip(packed, 30_001, 40_000), "truncated-file", "expected 30001 bytes, found 30000"],
    [
      () => gunzip(gzip(new Uint8Array(100)), 1e6, 1e6),
      "header-lies",
      "packed ones, which never hold as many",
    ],
    [
      () => gunzip(packed.subarray(0, 900), 1, 40_000),
      "truncated-file",
      "one cut short: it ends at byte 900, ",
    ],
    [() => gunzip(damaged, 1, 40_000), "damaged-file", "a damaged one (incorrect data check)"],
    [() => inflate(noise, 1, 40_000), "damaged-file", "a damaged one"],
  ];
  for (const [work, kind, message] of cases) {
    assertEquals(kindOf(assertThrows(work, SyntaxError, message)), kind);
  }
});

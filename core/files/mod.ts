/**
 * Files from elsewhere: downloads that go on where they broke, checksums, archives unpacked without trusting them.
 *
 * @module
 */
export * from "./checksum.ts";
export * from "./download.ts";
export * from "./format_bytes.ts";
export * from "./lock.ts";
export * from "./look.ts";
export * from "./unpack.ts";
export * from "./untar.ts";
export * from "./unzip.ts";

/**
 * Stand-in for `jsr:@std/cli` where JSR cannot be reached: the function we use, with its name, signature and meaning.
 * Delete `links` in the root deno.json to run on the real one.
 *
 * @module
 */
export * from "./parse_args.ts";

import { assertEquals, assertThrows } from "@std/assert";
import { quietly } from "./quietly.ts";

const ignore = Deno.build.os !== "linux";
// Native code's own way to the stream: Deno.stderr is redirected under `deno test`.
const libc = ignore ? null : Deno.dlopen("libc.so.6", {
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
});

function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  libc?.symbols.write(2, bytes, BigInt(bytes.length));
}

Deno.test({
  name: "quietly() keeps what is written to the error stream, and gives the value",
  ignore,
  fn() {
    const { value, log } = quietly(() => {
      write("inner\n");
      return 7;
    });
    assertEquals({ value, log }, { value: 7, log: "inner\n" });
  },
});

Deno.test({
  name: "quietly() turns the stream back after an error, and may be nested",
  ignore,
  fn() {
    const { log } = quietly(() => {
      assertThrows(() =>
        quietly(() => {
          throw new RangeError("x");
        }), RangeError);
      const inner = quietly(() => write("hidden"));
      write(`outer ${inner.log}`);
    });
    assertEquals(log, "outer hidden");
  },
});

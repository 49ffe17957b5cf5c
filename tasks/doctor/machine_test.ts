import { assertEquals } from "@std/assert";
import { featuresIn } from "./machine.ts";

Deno.test("featuresIn() reads the flags of both processor families", () => {
  const x86 =
    "processor\t: 0\nmodel name\t: X\nflags\t\t: fpu avx2 avx512f_not\n\nprocessor\t: 1\nflags\t\t: fpu\n";
  assertEquals(featuresIn(x86, ["avx2", "avx512f"]), { avx2: true, avx512f: false });
  assertEquals(featuresIn("Features\t: fp asimd bf16\n", ["bf16", "sve"]), { bf16: true, sve: false });
  assertEquals(featuresIn("", ["avx2"]), null);
});

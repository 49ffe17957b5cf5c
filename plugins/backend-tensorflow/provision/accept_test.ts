import { assertEquals, assertMatch } from "@std/assert";
import { accept, refusalOf } from "./accept.ts";
import { elf } from "./testdata/elf.ts";
import { testFolder } from "../../../tests/files/folder.ts";

Deno.test("refusalOf() takes TensorFlow 2.9 and newer", () => {
  for (const version of ["2.9.0", "2.10.1", "2.21.0", "3.0.0-rc1"]) assertEquals(refusalOf(version), null);
  assertEquals(refusalOf("2.8.4"), "is TensorFlow 2.8.4, older than 2.9");
  assertEquals(refusalOf("1.15.0"), "is TensorFlow 1.15.0, older than 2.9");
  assertEquals(refusalOf("newest"), "gives a version that does not parse: newest");
});

Deno.test({
  name: "accept() gives the loader's own words",
  ignore: Deno.build.os !== "linux" || Deno.build.arch !== "x86_64",
  async fn() {
    await using folder = await testFolder();
    const reasonOf = async (file: string) => {
      const result = await accept(file);
      return result.ok ? "accepted" : result.reason;
    };
    assertMatch(await reasonOf(folder.file("none.so")), /No such file/);
    // Its header passes, its inside is nothing a loader would take.
    assertMatch(
      await reasonOf(await folder.write("fake.so", elf(5000))),
      /^(?!Could not open)(?!.*fake).{10,}/,
    );
    assertMatch(await reasonOf(await folder.write("cut.so", elf(5000).subarray(0, 4000))), /^is truncated/);
  },
});

Deno.test({
  name: "accept() refuses a library that is not TensorFlow's",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const places = ["/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib"];
    const file = places.map((place) => `${place}/libm.so.6`).find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
    if (file === undefined) return; // musl
    assertEquals(await accept(file), {
      ok: false,
      reason: "has no TF_Version: it is not TensorFlow's C library",
    });
  },
});

import { assertEquals, assertThrows } from "@std/assert";
import { spawn } from "./spawn.ts";

Deno.test({
  name: "spawn() hands on the environment, what points the loader elsewhere apart [windows: no sh]",
  ignore: Deno.build.os === "windows",
  async fn() {
    Deno.env.set("LD_DRAGSAW", "kept back");
    Deno.env.set("DYLD_DRAGSAW", "kept back");
    Deno.env.set("DRAGSAW_TEST", "handed on");
    try {
      const script = 'echo "$LD_DRAGSAW|$DYLD_DRAGSAW|$DRAGSAW_TEST|$MORE"';
      const child = spawn("sh", ["-c", script], { stdout: "piped", variables: { MORE: "added" } });
      const { stdout } = await child.output();
      assertEquals(new TextDecoder().decode(stdout), "||handed on|added\n");
    } finally {
      for (const name of ["LD_DRAGSAW", "DYLD_DRAGSAW", "DRAGSAW_TEST"]) Deno.env.delete(name);
    }
  },
});

Deno.test("spawn() says which program there is not", () => {
  assertThrows(
    () => spawn("dragsaw-nonesuch", [], { stdout: "null" }),
    Error,
    "no dragsaw-nonesuch on the PATH",
  );
});

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";

Deno.test("deno task bench loader runs ours alone where there is no PyTorch, and says how to get it", async () => {
  const bench = new URL("../../bench.ts", import.meta.url).pathname;
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", bench, "loader", "--quick", "--python", "no-such-python"],
    stderr: "null",
  }).output();
  const said = new TextDecoder().decode(stdout);
  assertEquals(code, 0);
  assertMatch(said, /32x32, decoded once +\| +\d+ /);
  assertStringIncludes(said, "pip install torch==2.13.0 numpy pillow");
});

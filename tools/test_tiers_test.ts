import { assertEquals, assertRejects } from "@std/assert";
import { plant } from "./testdata/plant.ts";
import { testRuns } from "./test_tiers.ts";

const FILES = { "core/x_test.ts": "", "core/x_slow_test.ts": "", "plugins/a/y_test.ts": "" };

Deno.test("testRuns() keeps the slow files apart", () =>
  plant(FILES, async (root) => {
    const fast = ["--doc", "--ignore=**/*_slow_test.ts", "core", "plugins"];
    assertEquals(await testRuns(["fast"], [], root), [fast]);
    assertEquals(await testRuns(["fast", "slow"], [], root), [fast, ["core/x_slow_test.ts"]]);
  }));

Deno.test("testRuns() without slow files has no slow run", () =>
  plant({ "core/x_test.ts": "" }, async (root) => {
    assertEquals((await testRuns(["fast", "slow"], [], root)).map((args) => args.at(-1)), ["core"]);
  }));

Deno.test("testRuns() takes parts of paths, and refuses one that fits nothing", () =>
  plant(FILES, async (root) => {
    assertEquals(await testRuns(["fast"], ["./plugins", "x_slow"], root), [[
      "core/x_slow_test.ts",
      "plugins/a/y_test.ts",
    ]]);
    await assertRejects(() => testRuns(["fast"], ["core", "nonesuch"], root), RangeError, '"nonesuch"');
  }));

import { assertEquals } from "@std/assert";
import { addCounts, describeCounts, readCounts } from "./test_output.ts";

const OUTPUT = `running 3 tests from ./a_test.ts
\x1b[0mgood ... \x1b[32mok\x1b[0m (1ms)
bad ... FAILED (1ms)
resize [tensorflow: no library] ... \x1b[33mignored\x1b[0m (0ms)
conv [tensorflow: no library] ... ignored (0ms)
other ... ignored (0ms)
ok | 900 passed | 0 failed (printed by a test of this very file)

\x1b[31mFAILED\x1b[0m | 2 passed (1 step) | 5 failed (1 step) | 3 ignored (151ms)
`;

Deno.test("readCounts() takes the last summary, in colour or not, and the reasons of ignored tests", () => {
  assertEquals(readCounts(OUTPUT, 1), {
    passed: 2,
    failed: 5,
    ignored: new Map([["tensorflow: no library", 2], ["no reason given: other", 1]]),
  });
  assertEquals(readCounts("ok | 1 passed | 0 failed (3ms)\n", 0), {
    passed: 1,
    failed: 0,
    ignored: new Map(),
  });
});

Deno.test("readCounts() counts a run without summary, or one that fails in spite of it, as a failure", () => {
  assertEquals(readCounts("error: Type checking failed.\n", 1).failed, 1);
  assertEquals(readCounts("ok | 4 passed | 0 failed (3ms)\n", 1), {
    passed: 4,
    failed: 1,
    ignored: new Map(),
  });
});

Deno.test("describeCounts() closes with the counts", () => {
  const once = readCounts(OUTPUT, 1);
  assertEquals(
    describeCounts(addCounts(once, once)),
    "Ignored: 4 (tensorflow: no library); 2 (no reason given: other)\n4 passed, 10 failed\n",
  );
  assertEquals(describeCounts(readCounts("ok | 1 passed | 0 failed (3ms)", 0)), "1 passed, 0 failed\n");
});

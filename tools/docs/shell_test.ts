import { assertEquals } from "@std/assert";
import { shellCommands, taskCall, wordsOf } from "./shell.ts";

Deno.test("wordsOf() takes quotes off, keeps operators apart and leaves comments out", () => {
  assertEquals(wordsOf(`a --set x='{ b: 1 }' "c d" e\\ f # g`), ["a", "--set", "x={ b: 1 }", "c d", "e f"]);
  assertEquals(wordsOf("a|b && c>d 2>&1"), ["a", "|", "b", "&&", "c", ">", "d", "2>&1"]);
  assertEquals(wordsOf("a#b"), ["a#b"]);
});

Deno.test("shellCommands() joins lines, splits at operators, passes over settings, files and texts", () => {
  const commands = shellCommands([
    "# comment",
    "A=1 deno task train x \\",
    "  --dry-run > out.txt",
    "B=2",
    "cat <<EOF | sort",
    "deno task nothing",
    "EOF",
    "cd a && deno task show",
  ].join("\n"));
  assertEquals(commands, [
    { line: 1, words: ["deno", "task", "train", "x", "--dry-run"] },
    { line: 4, words: ["cat"] },
    { line: 4, words: ["sort"] },
    { line: 7, words: ["cd", "a"] },
    { line: 7, words: ["deno", "task", "show"] },
  ]);
});

Deno.test("taskCall() finds the task behind npx and options of deno", () => {
  assertEquals(taskCall(["npx", "--yes", "deno", "task", "--quiet", "train", "x"]), {
    name: "train",
    args: ["x"],
  });
  assertEquals(taskCall(["deno", "run", "x.ts"]), undefined);
  assertEquals(taskCall(["deno", "task"]), undefined);
});

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { resolve } from "node:path";
import { isLitter, Paths, safeName } from "./safe_name.ts";

Deno.test("safeName() gives plain paths, and refuses what leads elsewhere or means something else elsewhere", () => {
  assertEquals(["./a/b.png", "a/./b", "a/", ".", "./"].map(safeName), ["a/b.png", "a/b", "a", "", ""]);
  const refused: [string, string][] = [
    ["../a", "leads out"],
    ["a/../../b", "leads out"],
    ["/etc/passwd", "absolute"],
    ["C:/windows", "absolute"],
    ["c:evil", "absolute"],
    ["a\\..\\b", "backslash"],
    ["a//b", "empty step"],
    ["a\0b", "control"],
    ["a\nb", "control"],
    ["a/con", "no file name"],
    ["NUL.txt", "no file name"],
    ["a/b. ", "no file name"],
    ["a/b:stream", "no file name"],
  ];
  for (const [name, reason] of refused) assertThrows(() => safeName(name), RangeError, reason);
});

Deno.test("safeName() never leaves the folder, whatever the name", () => {
  const step = fc.constantFrom("..", ".", "", "a", "b c", "\\", "/", "C:", "é", "..a");
  fc.assert(fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
    let place: string;
    try {
      place = safeName(steps.join("/"));
    } catch (error) {
      return error instanceof RangeError;
    }
    const path = resolve("/into", place);
    return path === "/into" || path.startsWith("/into/");
  }));
});

Deno.test("Paths refuses a name twice, one that differs by case or accent's form alone, and a file that is a folder", () => {
  const add = (...names: string[]) => {
    const paths = new Paths();
    for (const name of names) paths.add(name.replace(/\/$/, ""), name.endsWith("/") ? "folder" : "file");
  };
  add("a/", "a/b", "a/", "c/d", "c/e");
  for (
    const names of [["a", "a"], ["a/B", "A/b"], ["\u00e9", "e\u0301"], ["a", "a/b"], ["a/b", "a"], [
      "a",
      "a/",
    ]]
  ) {
    assertThrows(() => add(...names), RangeError, "Cannot unpack");
  }
});

Deno.test("isLitter() knows what macOS adds", () => {
  const names = ["__MACOSX/a", "a/._b.nii.gz", "a/.DS_Store", "._x"];
  assertEquals(names.map(isLitter), [true, true, true, true]);
  assertEquals(["a/b._c", "MACOSX/a", "a/.hidden"].map(isLitter), [false, false, false]);
});

import { assertEquals } from "@std/assert";
import { outputNames } from "./predict_all.ts";

const names = (...files: string[]) => [...outputNames(files).values()];

Deno.test("outputNames() is the stem where that is free", () => {
  assertEquals(names("a/x.jpg", "y.tar.png", "noextension"), ["x", "y.tar", "noextension"]);
});

Deno.test("outputNames() adds the extension, then a number, where names meet", () => {
  assertEquals(names("x.jpg", "x.png", "b/x.png", "c/x.png"), ["x", "x_png", "x_png_2", "x_png_3"]);
  assertEquals(names("x_png.jpg", "x.jpg", "x.png"), ["x_png", "x", "x_png_2"]);
});

Deno.test("outputNames() gives no two names that differ in case alone", () => {
  assertEquals(names("x.jpg", "X.JPG", "a/X.jpg"), ["x", "X_JPG", "X_jpg_2"]);
});

import { assertEquals, assertThrows } from "@std/assert";
import { grow, PIXEL } from "@dragsaw/core/model";
import { area, centre, clip, window } from "./windows.ts";

Deno.test("window() is centred for odd sizes, one to the right for even ones", () => {
  assertEquals(window([10, 20], [5, 9], "centred"), { from: [8, 16], to: [13, 25] });
  assertEquals(window([10, 20], [4, 4], "centred"), { from: [9, 19], to: [13, 23] });
});

Deno.test("window() shifts odd sizes by one where it follows the authors' code", () => {
  assertEquals(window([10, 20], [5, 4], "shifted"), { from: [7, 18], to: [12, 22] });
});

Deno.test("window() of a receptive field is its exact box", () => {
  // A 2x2 pooling then a 3x3 convolution: unit 2 sees pixels 2 to 7.
  const field = grow(grow(PIXEL, { kernel: 2, stride: 2 }), { kernel: 3, padding: 1 });
  const at = centre([2, 2], [field, field]);
  assertEquals(at, [4.5, 4.5]);
  assertEquals(window(at, [field.size, field.size], "centred"), { from: [2, 2], to: [8, 8] });
});

Deno.test("clip() keeps what lies in the image and refuses what does not", () => {
  const inside = clip({ from: [-3, 5], to: [2, 30] }, [10, 20]);
  assertEquals(inside, { from: [0, 5], to: [2, 20] });
  assertEquals(area(inside), 30);
  assertThrows(
    () => clip({ from: [0, 20], to: [5, 25] }, [10, 20]),
    RangeError,
    "no pixel in an image of 10x20",
  );
});

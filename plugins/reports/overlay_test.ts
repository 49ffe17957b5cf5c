import { assertEquals, assertThrows } from "@std/assert";
import { AGREEMENT_COLOR, overlay, PREDICTION_COLOR, TRUTH_COLOR } from "./overlay.ts";

const gray = { height: 3, width: 4, channels: 1, data: new Uint8Array(12).fill(50) };

function pixel(data: Uint8Array, i: number): number[] {
  return [...data.slice(i * 3, i * 3 + 3)];
}

Deno.test("overlay() draws truth, prediction and agreement over a grey image in RGB", () => {
  const truth = new Uint8Array(12), prediction = new Uint8Array(12);
  truth[0] = truth[5] = 1;
  prediction[5] = prediction[11] = 1;
  const drawn = overlay(gray, { truth, prediction });
  assertEquals([drawn.height, drawn.width, drawn.channels, drawn.data.length], [3, 4, 3, 36]);
  assertEquals(pixel(drawn.data, 0), [...TRUTH_COLOR]);
  assertEquals(pixel(drawn.data, 5), [...AGREEMENT_COLOR]);
  assertEquals(pixel(drawn.data, 11), [...PREDICTION_COLOR]);
  assertEquals(pixel(drawn.data, 6), [50, 50, 50]);
});

Deno.test("overlay() leaves the image as it is, and takes no outline at all", () => {
  const rgb = { height: 1, width: 1, channels: 3, data: new Uint8Array([1, 2, 3]) };
  assertEquals(overlay(rgb, { prediction: new Uint8Array([1]) }).data, new Uint8Array(PREDICTION_COLOR));
  assertEquals(rgb.data, new Uint8Array([1, 2, 3]));
  assertEquals(overlay(rgb, {}).data, rgb.data);
});

Deno.test("overlay() widens lines by the radius, cut at the edges of the image", () => {
  const truth = new Uint8Array(12);
  truth[0] = 1;
  const drawn = overlay(gray, { truth }, 1);
  const marked = Array.from({ length: 12 }, (_, i) => i).filter((i) => pixel(drawn.data, i)[0] !== 50);
  assertEquals(marked, [0, 1, 4, 5]);
});

Deno.test("overlay() draws wider lines on a large image", () => {
  const [height, width] = [1, 6000];
  const truth = new Uint8Array(width);
  truth[3000] = 1;
  const drawn = overlay({ height, width, channels: 1, data: new Uint8Array(width) }, { truth });
  assertEquals(pixel(drawn.data, 2990), [...TRUTH_COLOR]);
  assertEquals(pixel(drawn.data, 2989), [0, 0, 0]);
});

Deno.test("overlay() refuses a mask of another size", () => {
  assertThrows(() => overlay(gray, { truth: new Uint8Array(11) }), RangeError, "found 11");
});

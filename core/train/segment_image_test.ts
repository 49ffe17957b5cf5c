import { assertEquals } from "@std/assert";
import type { Raster } from "../data/sample.ts";
import type { Segment } from "./segment.ts";
import { segmentImage } from "./segment_image.ts";

/** Gives back what it sees, and 1 as probability where a pixel is nearer than `margin` to its window's border. */
function mirrorOf(margin: number, sizes: string[]): Segment {
  return ({ data }, [height, width]) => {
    sizes.push(`${height}x${width}`);
    const near = (x: number, y: number) => Math.min(x, y, width - 1 - x, height - 1 - y) < margin ? 1 : 0;
    const probability = Float32Array.from(
      { length: width * height },
      (_, i) => near(i % width, Math.floor(i / width)),
    );
    return Promise.resolve({
      labels: Uint8Array.from(data, (value) => Math.round(255 * value)),
      probability,
      uncertainty: { prediction: Float32Array.from(data) },
    });
  };
}

const image: Raster = {
  width: 37,
  height: 25,
  channels: 1,
  data: Uint8Array.from({ length: 37 * 25 }, (_, i) => i * 7 % 251),
};
const normalize = { mean: [0], std: [1] };

Deno.test("segmentImage() puts windows together to the image, each pixel from where it lies inside", async () => {
  const sizes: string[] = [];
  const options = { size: [8, 8] as const, normalize, window: [8, 8] as const };
  const { labels, probability, uncertainty } = await segmentImage(mirrorOf(2, sizes), image, options);
  assertEquals(new Set(sizes), new Set(["8x8"]));
  assertEquals([...labels], [...image.data]);
  assertEquals([...uncertainty.prediction].map((value) => Math.round(255 * value)), [...image.data]);
  // Borders of windows are seen at the border of the image alone
  const inner = [...probability].filter((_, i) => {
    const x = i % 37, y = Math.floor(i / 37);
    return Math.min(x, y, 36 - x, 24 - y) >= 2;
  });
  assertEquals(inner.every((value) => value === 0), true);
});

Deno.test("segmentImage() takes an image whole without a window, and where it is no larger than one", async () => {
  for (const window of [undefined, [64, 64] as const]) {
    const sizes: string[] = [];
    await segmentImage(mirrorOf(0, sizes), image, { size: [25, 37], normalize, window });
    assertEquals(sizes, ["25x37"]);
  }
});

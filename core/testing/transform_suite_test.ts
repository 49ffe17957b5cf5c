import { assertEquals } from "@std/assert";
import type { Draw, Transform } from "../data/transform.ts";
import { type TransformCase, transformSuite } from "./transform_suite.ts";

const still: Transform = { name: "still", draw: () => ({}) };
let calls = 0;

/** The claims that a transform breaks, by their first two words. */
function broken(draw: Transform["draw"], idle = still): string[] {
  const found: string[] = [], acting: Transform = { name: "acting", draw };
  const options: TransformCase = { name: "It", acting, idle };
  transformSuite(options, (claim, fn) => {
    try {
      fn();
    } catch {
      found.push(claim.split(" ").slice(1, 3).join(" "));
    }
  });
  return found;
}

/** Pixels three to the right, labels where they are. */
function slide(): Draw {
  return {
    pixels: ({ data, size: [, width], channels }) => {
      for (let i = data.length - 1; i >= 3 * channels; i--) {
        if (i % (width * channels) >= 3 * channels) data[i] = data[i - 3 * channels];
      }
    },
  };
}

Deno.test("transformSuite() passes a right transform and names what a wrong one breaks", () => {
  assertEquals(broken((random) => ({ affine: [1, 0, random.between(-9, 9), 0, 1, 0] })), []);
  assertEquals(broken(() => ({})), ["makes the"]);
  assertEquals(broken(slide), ["makes the", "keeps image"]);
  assertEquals(broken(() => ({ affine: [1, 0, calls++ % 9, 0, 1, 0] })), ["makes the"]);
  assertEquals(broken((random) => ({ pixels: ({ data }) => data.fill(255 * random.uniform()) })), [
    "draws what",
    "keeps image",
  ]);
  const wild = (factor: number): Draw => ({
    pixels: ({ data }) => data.forEach((x, i) => data[i] = factor * x),
  });
  assertEquals(broken((random) => wild(random.between(1, 9)), { name: "idle", draw: () => wild(.9) }), [
    "keeps shape,",
    "leaves the",
  ]);
});

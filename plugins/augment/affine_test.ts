import { apply, invert, stream } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { readingMap } from "./mod.ts";
import { build, noTruth } from "./testdata/build.ts";

const still = { scale: [1, 1], translate: [0, 0], rotate: 0, shear: [0, 0] } as const;
const moved = (parts: Partial<Parameters<typeof readingMap>[0]>, x: number, y: number) =>
  apply(invert(readingMap({ ...still, ...parts })), x, y);

Deno.test("readingMap() moves the picture as its parts say", () => {
  const close = (found: number[], wanted: number[]) =>
    found.forEach((v, i) => assertAlmostEquals(v, wanted[i], 1e-12));
  close(moved({ rotate: 90 }, 1, 0), [0, 1]);
  close(moved({ scale: [2, 3] }, 1, 1), [2, 3]);
  close(moved({ translate: [5, -4] }, 1, 1), [6, -3]);
  close(moved({ shear: [45, 0] }, 0, 1), [1, 1]);
  close(moved({ shear: [0, 45] }, 1, 0), [1, 1]);
  close(moved({ scale: [2, 2], rotate: 90, translate: [10, 0] }, 1, 0), [10, 2]);
});

Deno.test("affine draws within its limits, relative to the size, and the same for the same stream", () => {
  const transform = build({
    type: "affine",
    scale: [1, 1],
    rotate: 0,
    shear: 0,
  });
  let widest = 0;
  for (let i = 0; i < 200; i++) {
    const { affine } = transform.draw(stream(i), [100, 200], noTruth);
    widest = Math.max(widest, Math.abs(affine![2]));
    assertEquals(Math.abs(affine![2]) <= 20 && Math.abs(affine![5]) <= 10, true);
    assertEquals(affine, transform.draw(stream(i), [100, 200], noTruth).affine);
  }
  assertEquals(widest > 19, true);
});

Deno.test("affine refuses limits it cannot keep", () => {
  for (const options of [{ scale: [1.2, 0.8] }, { rotate: 181 }, { shear: 46 }, { translate: -0.1 }]) {
    assertThrows(() => build({ type: "affine", ...options }));
  }
});

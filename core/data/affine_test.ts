import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { apply, compose, IDENTITY, invert } from "./affine.ts";
import type { Affine } from "./transform.ts";

const number = fc.double({ min: -4, max: 4, noNaN: true });
const map = fc.tuple(number, number, number, number, number, number) as fc.Arbitrary<Affine>;
const close = (a: readonly number[], b: readonly number[], tolerance = 1e-6) =>
  a.forEach((value, i) => assertAlmostEquals(value, b[i], tolerance));

Deno.test("compose() acts as one map after the other, first the second", () => {
  fc.assert(fc.property(map, map, number, number, (a, b, x, y) => {
    close(apply(compose(a, b), x, y), apply(a, ...apply(b, x, y)));
  }));
  assertEquals(compose([1, 0, 5, 0, 1, 0], [2, 0, 0, 0, 2, 0]), [2, 0, 5, 0, 2, 0]);
});

Deno.test("compose() is associative and leaves alone what meets the identity", () => {
  fc.assert(
    fc.property(map, map, map, (a, b, c) => close(compose(compose(a, b), c), compose(a, compose(b, c)))),
  );
  fc.assert(fc.property(map, (a) => {
    close(compose(a, IDENTITY), a);
    close(compose(IDENTITY, a), a);
  }));
});

Deno.test("invert() undoes a map", () => {
  const factor = fc.double({ min: 0.25, max: 4, noNaN: true });
  fc.assert(
    fc.property(factor, factor, number, number, number, number, number, (sx, sy, shear, turn, dx, x, y) => {
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const map = compose([cos, -sin, dx, sin, cos, -dx], [sx, shear, 0, 0, sy, 0]);
      close(apply(invert(map), ...apply(map, x, y)), [x, y]);
      close(apply(map, ...apply(invert(map), x, y)), [x, y]);
    }),
  );
});

Deno.test("invert() refuses a map onto a line", () => {
  assertThrows(() => invert([1, 2, 0, 2, 4, 0]), RangeError, "determinant");
});

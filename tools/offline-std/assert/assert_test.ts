import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertGreater,
  assertInstanceOf,
  AssertionError,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";

Deno.test("assertEquals() compares deeply, with 0 equal to -0 and NaN to itself", () => {
  assertEquals({ a: [0, NaN], m: new Map([[1, { b: 2 }]]) }, { a: [-0, NaN], m: new Map([[1, { b: 2 }]]) });
  assertEquals(new Float32Array([1, NaN]), new Float32Array([1, NaN]));
  for (
    const [a, b] of [
      [[1], [2]],
      [{ a: 1 }, { a: 1, b: undefined }],
      [[1], new Float32Array([1])],
      [null, {}],
      ["1", 1],
    ]
  ) {
    assertNotEquals<unknown>(a, b);
    assertThrows(() => assertEquals<unknown>(a, b), AssertionError, "Values are not equal");
  }
  assertThrows(() => assertNotEquals({ a: 1 }, { a: 1 }), AssertionError);
});

Deno.test("every assertion fails when it should", async () => {
  const failing: (() => void)[] = [
    () => assert(0, "zero"),
    () => fail("no"),
    () => assertAlmostEquals(1, 1.1, 0.01),
    () => assertAlmostEquals(1, NaN),
    () => assertExists(null),
    () => assertInstanceOf([], Map),
    () => assertMatch("abc", /x/),
    () => assertStringIncludes("abc", "x"),
    () => assertArrayIncludes([1, 2], [3]),
    () => assertGreater(1, 1),
    () => assertThrows(() => 1),
    () => assertThrows(() => fail(), RangeError),
    () => assertThrows(() => fail("yes"), AssertionError, "no such text"),
  ];
  for (const fn of failing) assertThrows(fn, AssertionError);
  await assertRejects(() => assertRejects(() => Promise.resolve(1)), AssertionError);
  await assertRejects(() => assertRejects(() => Promise.reject(new Error("a")), RangeError), AssertionError);
  assertAlmostEquals(0.1 + 0.2, 0.3);
});

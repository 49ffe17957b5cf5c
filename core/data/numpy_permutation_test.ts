import { assertEquals } from "@std/assert";
import { mersenneTwister, numpyPermutation } from "./numpy_permutation.ts";

Deno.test("mersenneTwister() gives numpy's numbers, also after its state was renewed", () => {
  const drawn = (seed: number, count: number) => {
    const next = mersenneTwister(seed);
    return Array.from({ length: count }, next);
  };
  // numpy.random.RandomState(seed)._bit_generator.random_raw(count)
  assertEquals(drawn(0, 3), [2357136044, 2546248239, 3071714933]);
  assertEquals(drawn(4294967295, 3), [419326371, 479346978, 3918654476]);
  const many = drawn(12345, 1500);
  assertEquals(many.slice(0, 3), [3992670690, 3823185381, 1358822685]);
  assertEquals([623, 624, 625, 1499].map((i) => many[i]), [2940097750, 3957348375, 3514278914, 2129098757]);
});

Deno.test("numpyPermutation() shuffles as numpy does", () => {
  // p = numpy.arange(count); numpy.random.RandomState(seed).shuffle(p)
  assertEquals([...numpyPermutation(10, 12345)], [0, 7, 3, 9, 6, 4, 1, 8, 5, 2]);
  assertEquals([...numpyPermutation(20, 1)], [
    3,
    16,
    6,
    10,
    2,
    14,
    4,
    17,
    7,
    1,
    13,
    0,
    19,
    18,
    9,
    15,
    8,
    12,
    11,
    5,
  ]);
  assertEquals([...numpyPermutation(65537, 12345).subarray(0, 4)], [48786, 20689, 38602, 27136]);
  // The sum of p[i] (i + 1), modulo 1000003
  const sum = (count: number) =>
    numpyPermutation(count, 12345).reduce((sum, value, i) => (sum + value * (i + 1)) % 1_000_003, 0);
  assertEquals([1, 2, 3, 33, 200, 260, 1000, 65537].map(sum), [
    0,
    1,
    8,
    8626,
    965465,
    378288,
    865433,
    528599,
  ]);
  assertEquals([...numpyPermutation(0, 1)], []);
});

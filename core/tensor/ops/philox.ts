import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";

/** Four 32-bit words, each an int32 tensor: [groups], or [1] where the same for all groups. */
type Words = [Tensor, Tensor, Tensor, Tensor];

const int = (value: number): Tensor => tf.scalar(value | 0, "int32");
const low = (a: Tensor): Tensor => tf.bitwiseAnd(a, tf.fill(a.shape, 0xffff, "int32"));
const high = (a: Tensor): Tensor => low(tf.floorDiv(a, int(0x10000)));

/** a xor b = a + b - 2 (a and b), all modulo 2^32. */
function xor(a: Tensor, b: Tensor): Tensor {
  const [x, y] = a.size >= b.size ? [a, tf.add(b, tf.zerosLike(a))] : [b, tf.add(a, tf.zerosLike(b))];
  return tf.sub(tf.add(x, y), tf.mul(int(2), tf.bitwiseAnd(x, y)));
}

/** The 64 bits of a m, from products of 16 bits: [upper 32, lower 32]. */
function multiply(a: Tensor, m: number): [Tensor, Tensor] {
  const [ah, al, mh, ml] = [high(a), low(a), int(m >>> 16), int(m & 0xffff)];
  const first = tf.mul(al, ml);
  const second = tf.add(tf.mul(ah, ml), high(first));
  const third = tf.add(tf.mul(al, mh), low(second));
  return [
    tf.add(tf.add(tf.mul(ah, mh), high(second)), high(third)),
    tf.add(tf.mul(low(third), int(0x10000)), low(first)),
  ];
}

/**
 * w' = Philox4x32-10(w, key): ten rounds of two wide products and exclusive ors (Salmon et al. 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"). Whole-number tensor ops only, so that it runs on every backend and inside a trace.
 *
 * @param counter Four words.
 * @param key Two words, [1] each.
 */
export function philox(counter: Words, key: [Tensor, Tensor]): Words {
  let [a, b, c, d] = counter, [k, l] = key;
  for (let round = 0; round < 10; round++) {
    const [hiA, loA] = multiply(a, 0xd2511f53), [hiC, loC] = multiply(c, 0xcd9e8d57);
    [a, b, c, d] = [xor(xor(hiC, b), k), loC, xor(xor(hiA, d), l), loA];
    [k, l] = [tf.add(k, int(0x9e3779b9)), tf.add(l, int(0xbb67ae85))];
  }
  return [a, b, c, d];
}

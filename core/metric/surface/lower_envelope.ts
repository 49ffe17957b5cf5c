/** out[q] = min over v of f[v] + (spacing (q - v))^2, for the first `out.length` values of `f`. */
export interface LowerEnvelope {
  (f: Float64Array, spacing: number, out: Float64Array): void;
}

/**
 * Memory for lower envelopes of parabolas in linear time (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled
 * Functions", Theory of Computing 8, 2012). Where `f` is nowhere finite, so is `out`.
 *
 * @param longest The most values that a line has.
 */
export function lowerEnvelope(longest: number): LowerEnvelope {
  const at = new Int32Array(longest); // Vertices of the parabolas that are lowest somewhere
  const height = new Float64Array(longest); // Their values there
  const lifted = new Float64Array(longest); // height + (spacing at)^2
  const from = new Float64Array(longest + 1); // Where each takes over from the one before
  return (f, spacing, out) => {
    const n = out.length, square = spacing * spacing;
    let last = -1;
    for (let q = 0; q < n; q++) {
      const value = f[q];
      if (value === Infinity) continue;
      const lift = value + square * q * q;
      let start = -Infinity;
      while (last >= 0) {
        start = (lift - lifted[last]) / (2 * square * (q - at[last]));
        if (start > from[last]) break;
        last--;
      }
      last++;
      at[last] = q;
      height[last] = value;
      lifted[last] = lift;
      from[last] = last === 0 ? -Infinity : start;
    }
    if (last < 0) {
      out.fill(Infinity);
      return;
    }
    from[last + 1] = Infinity;
    for (let q = 0, k = 0; q < n; q++) {
      while (from[k + 1] < q) k++;
      const steps = spacing * (q - at[k]);
      out[q] = height[k] + steps * steps;
    }
  };
}

import type { Random } from "@dragsaw/core/data";

/** An irregular closed shape on the unit square. */
export interface Blob {
  /** Signed distance-like depth at (u, v): positive inside, 0 on the border, in parts of the side. */
  (u: number, v: number): number;
}

/** Radius over angle as a stretched circle with waves: r(t) = R (1 + sum_k a_k cos(k t + p_k)), k = 2..7. */
export function drawBlob(random: Random): Blob {
  const radius = random.between(0.14, 0.33);
  const stretch = random.between(0.7, 1.4);
  const turn = random.between(0, Math.PI);
  const centre = [random.between(0.36, 0.64), random.between(0.36, 0.64)];
  const waves = [2, 3, 4, 5, 6, 7].map((k) => ({
    k,
    size: random.between(0, 0.3 / k),
    phase: random.between(0, 2 * Math.PI),
  }));
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (u, v) => {
    const x = u - centre[0], y = v - centre[1];
    const along = (cos * x + sin * y) * stretch, across = (cos * y - sin * x) / stretch;
    const angle = Math.atan2(across, along);
    const border = waves.reduce((r, { k, size, phase }) => r + size * Math.cos(k * angle + phase), 1);
    return radius * border - Math.hypot(along, across);
  };
}

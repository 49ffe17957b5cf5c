/** A point of a curve. */
export type Point = readonly [x: number, y: number];

/**
 * A curve with fewer points that looks the same: of each of `columns` parts along x the first, lowest, highest and last
 * point (Jugel et al. 2014, M4). Peaks stay.
 *
 * @param points Rising in x.
 */
export function decimate(points: readonly Point[], columns: number): readonly Point[] {
  if (points.length <= 4 * columns) return points;
  const low = points[0][0], width = (points[points.length - 1][0] - low) / columns || 1;
  const kept: Point[] = [];
  for (let i = 0; i < points.length;) {
    const column = Math.floor((points[i][0] - low) / width), from = i;
    let least = i, most = i;
    for (; i < points.length && Math.floor((points[i][0] - low) / width) === column; i++) {
      if (points[i][1] < points[least][1]) least = i;
      if (points[i][1] > points[most][1]) most = i;
    }
    const wanted = [...new Set([from, least, most, i - 1])].sort((a, b) => a - b);
    kept.push(...wanted.map((place) => points[place]));
  }
  return kept;
}

/** About `count` items, evenly, with the first and the last. */
export function sample<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => items[Math.round(i * step)]);
}

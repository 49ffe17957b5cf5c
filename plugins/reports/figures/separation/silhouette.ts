import { countOf } from "../embedding/vectors.ts";
import { extent, type Labelled, type WeightedScore } from "./labelled.ts";

/**
 * Silhouette (Rousseeuw 1987): the mean over points of (b - a) / max(a, b), a being the mean distance to the own class and b
 * that to the nearest other; from -1 over 0 (mixed) to 1 (far apart). A point that is alone in its class counts 0.
 *
 * Distances to each class of each image are added up once, so that a resample of images costs little. A point is never
 * compared with itself, however often its image counts: copies at distance 0 would make classes look tighter.
 *
 * @returns NaN where `times` leaves one class.
 */
export function silhouette(data: Labelled): WeightedScore {
  const { labels, images: groups } = data, { classes, images } = extent(data), count = countOf(data);
  const sums = distanceSums(data), members = new Float64Array(images * classes);
  for (let i = 0; i < count; i++) members[groups[i] * classes + labels[i]]++;
  return (times) => {
    const weight = (image: number) => times?.[image] ?? 1;
    const sizes = new Float64Array(classes);
    members.forEach((n, at) => sizes[at % classes] += n * weight(Math.floor(at / classes)));
    if (sizes.filter((n) => n > 0).length < 2) return NaN;
    const distances = new Float64Array(classes);
    let total = 0, weights = 0;
    for (let i = 0; i < count; i++) {
      const own = weight(groups[i]);
      if (own === 0) continue;
      distances.fill(0);
      for (let at = 0, from = i * images * classes; at < images; at++) {
        for (let k = 0; k < classes; k++, from++) distances[k] += weight(at) * sums[from];
      }
      total += own * silhouetteOf(distances, sizes, labels[i], own);
      weights += own;
    }
    return total / weights;
  };
}

/** Of one point. @param distances To the members of each class, added up. @param copies Of the point among its class. */
function silhouetteOf(distances: Float64Array, sizes: Float64Array, label: number, copies: number): number {
  const others = sizes[label] - copies;
  if (others <= 0) return 0;
  const a = distances[label] / others;
  let b = Infinity;
  for (let k = 0; k < sizes.length; k++) {
    if (k !== label && sizes[k] > 0) b = Math.min(b, distances[k] / sizes[k]);
  }
  return a === b ? 0 : (b - a) / Math.max(a, b);
}

/** Distances of each point to the points of each class of each image, added up: `[count, images, classes]`. */
function distanceSums(data: Labelled): Float64Array {
  const { values, dimensions, labels, images: groups } = data, { classes, images } = extent(data);
  const count = countOf(data), sums = new Float64Array(count * images * classes);
  const at = (i: number, j: number) => (i * images + groups[j]) * classes + labels[j];
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      let square = 0;
      for (let c = 0, a = i * dimensions, b = j * dimensions; c < dimensions; c++) {
        square += (values[a + c] - values[b + c]) ** 2;
      }
      const distance = Math.sqrt(square);
      sums[at(i, j)] += distance;
      sums[at(j, i)] += distance;
    }
  }
  return sums;
}

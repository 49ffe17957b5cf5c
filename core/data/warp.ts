import { compose, IDENTITY } from "./affine.ts";
import { bilinear } from "./bilinear.ts";
import type { Resampled } from "./resample.ts";
import type { LabelMap, Raster } from "./sample.ts";
import type { Affine, Displacement, Draw } from "./transform.ts";

/** The way of a point from the output back to the image, in the order it is gone. */
export type Route = readonly (Affine | Displacement)[];

/** The way through all draws, the first of which acted first on the image; affine maps next to each other are multiplied. */
export function routeOf(draws: readonly Draw[]): Route {
  const stages: (Affine | Displacement)[] = [];
  for (const { affine, displacement } of draws) {
    const last = stages.at(-1);
    if (affine && last && isAffine(last)) stages[stages.length - 1] = compose(last, affine);
    else if (affine) stages.push(affine);
    if (displacement) stages.push(displacement);
  }
  return stages.reverse();
}

/** The one map that a route is; absent where something bends. */
export function affineOf(route: Route): Affine | undefined {
  if (route.length === 0) return IDENTITY;
  return route.length === 1 && isAffine(route[0]) ? route[0] : undefined;
}

/**
 * `resample()` through any route: image bilinear, labels nearest, in one pass; black and background outside.
 *
 * @param image Stored image. @param labels Its truth, the same size. @param size Output, [height, width] in pixels.
 * @param route From output to image, both of `size`. @param into Where it is written; new arrays unless given.
 */
export function warp(
  image: Raster,
  labels: LabelMap | undefined,
  size: readonly [number, number],
  route: Route,
  into?: Resampled,
): Resampled {
  const points = pointsIn(image, size, route), { channels, width, height } = image;
  const out = into?.image.fill(0) ?? new Float32Array(size[0] * size[1] * channels);
  for (let i = 0, at = 0; i < points.length; i += 2, at += channels) {
    const x = points[i], y = points[i + 1];
    if (x >= 0 && x < width && y >= 0 && y < height) bilinear(image, x - 0.5, y - 0.5, out, at);
  }
  return labels ? { image: out, labels: nearest(labels, points, into?.labels) } : { image: out };
}

/** What {@linkcode warp} makes of labels, without an image. */
export function warpLabels(labels: LabelMap, size: readonly [number, number], route: Route): Int32Array {
  return nearest(labels, pointsIn(labels, size, route));
}

function nearest({ width, height, data }: LabelMap, points: Float64Array, into?: Int32Array): Int32Array {
  const ids = into?.fill(0) ?? new Int32Array(points.length / 2);
  for (let i = 0; i < ids.length; i++) {
    const x = points[2 * i], y = points[2 * i + 1];
    if (x >= 0 && x < width && y >= 0 && y < height) ids[i] = data[Math.floor(y) * width + Math.floor(x)];
  }
  return ids;
}

/** For each output pixel x and y in the stored image, from the top left corner of its first pixel. */
function pointsIn(
  stored: { readonly width: number; readonly height: number },
  [height, width]: readonly [number, number],
  route: Route,
): Float64Array {
  const points = new Float64Array(height * width * 2);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      points[i++] = column + 0.5 - width / 2;
      points[i++] = row + 0.5 - height / 2;
    }
  }
  for (const stage of route) {
    if (isAffine(stage)) move(points, stage);
    else displace(points, stage);
  }
  const { width: across, height: down } = stored;
  move(points, [across / width, 0, across / 2, 0, down / height, down / 2]);
  return points;
}

function move(points: Float64Array, [a, b, c, d, e, f]: Affine): void {
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i], y = points[i + 1];
    points[i] = a * x + b * y + c;
    points[i + 1] = d * x + e * y + f;
  }
}

function displace(points: Float64Array, { rows, columns, step, right, down }: Displacement): void {
  for (let i = 0; i < points.length; i += 2) {
    const x = within(points[i] / step + (columns - 1) / 2, columns - 1);
    const y = within(points[i + 1] / step + (rows - 1) / 2, rows - 1);
    const x0 = Math.floor(x), y0 = Math.floor(y), fx = x - x0, fy = y - y0;
    const p = y0 * columns + x0, q = fx > 0 ? p + 1 : p, r = fy > 0 ? p + columns : p, s = r + q - p;
    const wp = (1 - fx) * (1 - fy), wq = fx * (1 - fy), wr = (1 - fx) * fy, ws = fx * fy;
    points[i] += wp * right[p] + wq * right[q] + wr * right[r] + ws * right[s];
    points[i + 1] += wp * down[p] + wq * down[q] + wr * down[r] + ws * down[s];
  }
}

function within(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value;
}

function isAffine(stage: Affine | Displacement): stage is Affine {
  return Array.isArray(stage);
}

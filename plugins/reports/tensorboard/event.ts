import type { Histogram } from "./histogram.ts";
import { bytes, concat, double, doubles, float, text, whole } from "./protobuf.ts";
import { tfRecord } from "./tf_record.ts";

/** A picture as a file's bytes. */
export interface EventPicture {
  /** Columns, in pixels. */
  readonly width: number;
  /** Rows, in pixels. */
  readonly height: number;
  /** PNG or JPEG of three channels. */
  readonly file: Uint8Array;
}

/** What is shown of one moment: under names whose part before the first `/` is a group. */
export interface Moment {
  /** Updates so far. */
  readonly step: number;
  /** Seconds since 1970. */
  readonly time: number;
  /** Curves. */
  readonly scalars?: Readonly<Record<string, number>>;
  /** Pictures. */
  readonly images?: Readonly<Record<string, EventPicture>>;
  /** Spreads of values. */
  readonly histograms?: Readonly<Record<string, Histogram>>;
}

/** A moment as a record of an event file. Numbers are stored in four bytes, as TensorFlow does. */
export function momentRecord({ step, time, scalars = {}, images = {}, histograms = {} }: Moment): Uint8Array {
  const values = [
    ...Object.entries(scalars).map(([tag, value]) => [text(1, tag), float(2, value)]),
    ...Object.entries(images).map(([tag, image]) => [text(1, tag), bytes(4, imageOf(image))]),
    ...Object.entries(histograms).map(([tag, found]) => [text(1, tag), bytes(5, histogramOf(found))]),
  ];
  const summary = concat(values.map((fields) => bytes(1, concat(fields))));
  return tfRecord(concat([double(1, time), whole(2, step), bytes(5, summary)]));
}

/** First record of an event file. */
export function versionRecord(time: number): Uint8Array {
  return tfRecord(concat([double(1, time), text(3, "brain.Event:2")]));
}

/** Says that a training goes on: whatever was shown of `step` and later does not hold. */
export function restartRecord(time: number, step: number): Uint8Array {
  const start = whole(1, 1);
  return tfRecord(concat([double(1, time), whole(2, step), bytes(7, start)]));
}

/** Step of a record's data as {@linkcode momentRecord} writes it; 0 where it has none. */
export function stepOf(data: Uint8Array): number {
  // Behind the time, which takes a key and eight bytes
  if (data[9] !== 2 << 3) return 0;
  let step = 0;
  for (let at = 10, factor = 1;; at++, factor *= 128) {
    step += data[at] % 128 * factor;
    if (data[at] < 128) return step;
  }
}

const RGB = 3;

const imageOf = ({ width, height, file }: EventPicture) =>
  concat([whole(1, height), whole(2, width), whole(3, RGB), bytes(4, file)]);

const histogramOf = ({ min, max, count, sum, squares, limits, counts }: Histogram) =>
  concat([
    ...[min, max, count, sum, squares].map((value, i) => double(i + 1, value)),
    doubles(6, limits),
    doubles(7, counts),
  ]);

import { assert, assertEquals, assertThrows } from "@std/assert";
import { applyDraws } from "../data/batch.ts";
import { drawAll } from "../data/draw_all.ts";
import type { Resampled } from "../data/resample.ts";
import type { Sample } from "../data/sample.ts";
import type { Transform } from "../data/transform.ts";
import type { Register } from "./model_suite.ts";

/** A transform to put through {@linkcode transformSuite}. */
export interface TransformCase {
  /** Put before what each test says. */
  readonly name: string;
  /** With options under which it often acts. */
  readonly acting: Transform;
  /** With options under which it never does. */
  readonly idle: Transform;
  /** Channels of the images that it takes; grey and RGB unless given. */
  readonly channels?: readonly number[];
}

/** The network's size: neither square nor a divisor of the samples'. */
const SIZE = [48, 64] as const;
/** Draws looked at. */
const EPOCHS = 12;
/** Grey levels of background and foreground. */
const DARK = 40, BRIGHT = 200;

/** A dark picture with two bright things: a disc of class 1, and a square of class 2 beside it. */
export function transformSample(channels: number): Sample {
  const width = 90, height = 70;
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width, y = Math.floor(i / width);
    if (Math.hypot(x - 34, y - 38) < 11) return 1;
    return x >= 50 && x < 66 && y >= 22 && y < 38 ? 2 : 0;
  });
  const image = new Uint8Array(data.length * channels);
  data.forEach((id, i) => image.fill(id === 0 ? DARK : BRIGHT, i * channels, (i + 1) * channels));
  return { image: { width, height, channels, data: image }, labels: { width, height, data } };
}

/** What every transform must do; see {@linkcode Transform}. */
export function transformSuite(
  { name, acting, idle, channels = [1, 3] }: TransformCase,
  register: Register = Deno.test,
): void {
  const made = (transform: Transform, sample: Sample, epoch: number): Resampled =>
    applyDraws(sample, drawAll([transform], { seed: 5, epoch, id: "a" }, sample.labels, SIZE), SIZE);
  const plain = (sample: Sample) => applyDraws(sample, [], SIZE);
  const samples = channels.map(transformSample);
  const epochs = Array.from({ length: EPOCHS }, (_, epoch) => epoch);

  register(`${name} makes the same of the same stream, and not the same of all`, () => {
    for (const sample of samples) {
      const all = epochs.map((epoch) => made(acting, sample, epoch));
      epochs.forEach((epoch) => assertSame(made(acting, sample, epoch), all[epoch]));
      assert(new Set(all.map(({ image }) => image.join())).size > 2, "Every stream gives the same");
    }
  });

  register(`${name} draws what gives the same whenever it is applied`, () => {
    for (const sample of samples) {
      for (const epoch of epochs) {
        const draws = drawAll([acting], { seed: 5, epoch, id: "a" }, sample.labels, SIZE);
        assertSame(applyDraws(sample, draws, SIZE), applyDraws(sample, draws, SIZE));
      }
    }
  });

  register(`${name} keeps shape, label ids and the range of pixels`, () => {
    for (const sample of samples) {
      for (const epoch of epochs) {
        const { image, labels } = made(acting, sample, epoch);
        assertEquals(labels!.length, SIZE[0] * SIZE[1]);
        assertEquals(image.length, labels!.length * sample.image.channels);
        assert(labels!.every((id) => [0, 1, 2].includes(id)), "A label id that was not there");
        assert(image.every((value) => value >= 0 && value <= 255.001), "A value outside 0 to 255");
      }
    }
  });

  register(`${name} keeps image and labels together`, () => {
    for (const sample of samples) {
      for (const epoch of epochs) {
        const share = agreement(made(acting, sample, epoch), sample.image.channels);
        assert(share > 0.98, `Only ${share} of the pixels are as bright as their class in epoch ${epoch}`);
      }
    }
  });

  register(`${name} leaves the sample alone where its options say so`, () => {
    for (const sample of samples) {
      const before = structuredClone(sample);
      for (const epoch of epochs) {
        assertSame(made(idle, sample, epoch), plain(sample));
        made(acting, sample, epoch);
      }
      assertEquals(sample, before);
    }
  });

  if (channels.includes(1)) return;
  register(`${name} refuses images of other channels`, () => {
    assertThrows(
      () => epochs.forEach((epoch) => made(acting, transformSample(1), epoch)),
      RangeError,
      "channels",
    );
  });
}

/** Fails at the first difference: all of them would take seconds to print. */
function assertSame(a: Resampled, b: Resampled): void {
  const pixel = a.image.findIndex((value, i) => !Object.is(value, b.image[i]));
  assert(pixel < 0, `The image differs at ${pixel}: ${a.image[pixel]}, ${b.image[pixel]}`);
  assert(a.labels!.every((id, i) => id === b.labels![i]), "Labels differ");
}

/** Share of pixels whose brightest channel is nearer to the mean of their own, foreground or background; black counts as outside. */
function agreement({ image, labels }: Resampled, channels: number): number {
  const values = Float32Array.from(
    labels!,
    (_, i) => Math.max(...image.subarray(i * channels, (i + 1) * channels)),
  );
  const mean = (foreground: boolean) => {
    const own = values.filter((value, i) => value > 0 && (labels![i] > 0) === foreground);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  const middle = (mean(false) + mean(true)) / 2;
  const wrong = values.filter((value, i) => value > 0 && (value > middle) !== (labels![i] > 0));
  return 1 - wrong.length / values.length;
}

import type { Random, Sample } from "@dragsaw/core/data";
import { drawBlob } from "./blob.ts";
import { drawHairs } from "./hairs.ts";
import { valueNoise } from "./value_noise.ts";

type Colour = readonly [number, number, number];

/**
 * A picture that poses the difficulties of a dermoscopic one: a lesion of varied colour with blurred borders on unevenly lit
 * and textured skin, with hairs, freckles, and sometimes the dark frame of the instrument. Truth is the blob before the blur.
 *
 * @param size [height, width] in pixels. @param random Everything is drawn from it.
 */
export function drawLesion([height, width]: readonly [number, number], random: Random): Sample {
  const blob = drawBlob(random);
  const blur = random.between(0.012, 0.05);
  const skin = mix([236, 196, 172], [178, 124, 96], random.uniform());
  const [dark, light] = lesionColours(skin, random);
  const pattern = valueNoise(random, 4, 3), texture = valueNoise(random, 6, 4);
  const light2d = lighting(random);
  const spots = freckles(random);
  const pixels = new Float32Array(height * width * 3);
  const labels = new Uint8Array(height * width);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const u = (column + 0.5) / width, v = (row + 0.5) / height;
      const depth = blob(u, v);
      labels[i] = depth > 0 ? 1 : 0;
      const cover = 0.92 / (1 + Math.exp(-4 * depth / blur));
      const inner = mix(dark, light, clamp(0.5 + 0.9 * pattern(u, v), 1));
      const spot = spots(u, v);
      const shade = light2d(u, v) * (1 + 0.07 * texture(u, v)) * (1 - 0.45 * spot);
      const grain = random.between(-7, 7);
      for (let c = 0; c < 3; c++) {
        pixels[3 * i + c] = (skin[c] + cover * (inner[c] - skin[c])) * shade + grain;
      }
    }
  }
  drawHairs(pixels, height, width, random.integer(8), random);
  return {
    image: {
      width,
      height,
      channels: 3,
      data: Uint8Array.from(pixels, (value) => Math.round(clamp(value, 255))),
    },
    labels: { width, height, data: labels },
  };
}

/** Two colours that a lesion is mottled with: brown, black or red, from faint to strong. */
function lesionColours(skin: Colour, random: Random): [Colour, Colour] {
  const kinds: readonly Colour[] = [[96, 58, 40], [58, 40, 38], [150, 66, 60]];
  const pigment = kinds[random.integer(kinds.length)];
  return [mix(skin, pigment, random.between(0.65, 1)), mix(skin, pigment, random.between(0.2, 0.5))];
}

/** Brightness over the picture: a slope, and in one of four the dark corners of a round frame. */
function lighting(random: Random): (u: number, v: number) => number {
  const angle = random.between(0, 2 * Math.PI), slope = random.between(0, 0.45);
  const frame = random.uniform() < 0.25 ? random.between(0.5, 0.62) : Infinity;
  const [x, y] = [slope * Math.cos(angle), slope * Math.sin(angle)];
  return (u, v) => {
    const inside = clamp(0.5 + 25 * (frame - Math.hypot(u - 0.5, v - 0.5)), 1);
    return (1 + x * (u - 0.5) + y * (v - 0.5)) * (0.08 + 0.92 * inside);
  };
}

/** Up to nine small dark spots that are not the lesion: how much of one is at a place, 0 to 1. */
function freckles(random: Random): (u: number, v: number) => number {
  const spots = Array.from({ length: random.integer(10) }, () => ({
    x: random.uniform(),
    y: random.uniform(),
    radius: random.between(0.01, 0.035),
  }));
  return (u, v) =>
    spots.reduce((most, { x, y, radius }) => Math.max(most, spotAt(Math.hypot(u - x, v - y) / radius)), 0);
}

function spotAt(distance: number): number {
  return clamp(2 - 1.5 * distance, 1);
}

function mix(a: Colour, b: Colour, part: number): Colour {
  return [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]), a[2] + part * (b[2] - a[2])];
}

function clamp(value: number, top: number): number {
  return value < 0 ? 0 : value > top ? top : value;
}

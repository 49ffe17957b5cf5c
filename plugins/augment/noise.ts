import { stream } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { scaleLevels } from "./levels.ts";
import { chance, drawFrom, range } from "./ranges.ts";

/**
 * `noise`: adds a normal number to every value of every channel, within 0 to 255. A variance of 10 to 50 grey levels squared
 * is what albumentations' GaussNoise had for years; how often, 10 samples of 100, is nnU-Net's.
 */
export const noise: Component = define("transform", "noise", {
  summary: "Add Gaussian noise",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z); variance as in albumentations",
  options: () => ({
    probability: chance(0.1),
    variance: range([0, 255 ** 2], [10, 50]).describe(
      "Smallest and largest variance of the noise, in grey levels of 255 squared",
    ),
  }),
  build: ({ probability, variance: limits }) => ({
    name: "noise",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const variance = drawFrom(limits, random), key = random.integer(2 ** 32);
      return { pixels: ({ data }) => addNoise(data, Math.sqrt(variance), key), drawn: { variance } };
    },
  }),
});

/** Steps of the circle, and of the radius, that {@linkcode addNoise} draws from: a power of 2. */
const STEPS = 4096;
const tables = (() => {
  let made: { radius: Float64Array; cosine: Float64Array } | undefined;
  const fill = (value: (i: number) => number) =>
    Float64Array.from({ length: STEPS }, (_, i) => value(i + 0.5));
  return () =>
    made ??= {
      radius: fill((i) => Math.sqrt(-2 * Math.log(i / STEPS))),
      cosine: fill((i) => Math.cos(2 * Math.PI * i / STEPS)),
    };
})();

/** Box and Muller's method from tables: a pair for each random number, which is several times as fast as working them out. */
function addNoise(data: Float32Array, deviation: number, key: number): void {
  const { radius, cosine } = tables(), random = stream("noise", key);
  for (let i = 0; i < data.length; i += 2) {
    const bits = random.integer(STEPS ** 2), angle = bits % STEPS;
    const length = deviation * radius[(bits - angle) / STEPS];
    data[i] += length * cosine[angle];
    if (i + 1 < data.length) data[i + 1] += length * cosine[(angle + STEPS / 4) % STEPS];
  }
  scaleLevels(data, 1, 0);
}

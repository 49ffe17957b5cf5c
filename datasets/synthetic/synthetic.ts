import { type Case, type Dataset, reduceSample, type Split, stream } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { drawLesion } from "./lesion.ts";

const count = (cases: number, split: string) =>
  z.int().min(0).max(100_000).default(cases).describe(`Cases of the ${split} split`);
const side = z.int().min(16).max(2048);

/**
 * `synthetic`: lesion-like images made from a seed, for tests and first steps; nothing is read from disk. Images of a split
 * depend on the dataset's seed, the split and their number alone: larger splits begin with the same images.
 */
export const synthetic: Component = define("dataset", "synthetic", {
  summary: "Lesion-like images with blurred borders, made from a seed",
  options: () => ({
    train: count(160, "training"),
    val: count(24, "validation"),
    test: count(32, "test"),
    size: z.tuple([side, side]).default([96, 96]).describe("Height and width of the images, in pixels"),
    seed: z.int().min(0).default(0).describe(
      "What the images are made from; the run's seed does not change them",
    ),
  }),
  build: ({ size, seed, ...counts }): Promise<Dataset> => {
    const list = (split: Split) =>
      Array.from({ length: counts[split] }, (_, i): Case => ({
        id: `${split}-${String(i).padStart(5, "0")}`,
        split,
        image: "",
      }));
    const cases = { train: list("train"), val: list("val"), test: list("test") };
    return Promise.resolve({
      name: "synthetic",
      source: `made from seed ${seed}`,
      classes: ["background", "lesion"],
      channels: 3,
      cases: (split) => cases[split],
      load(item, atLeast) {
        const sample = drawLesion(size, stream("synthetic", seed, item.id));
        return Promise.resolve(atLeast ? reduceSample(sample, atLeast) : sample);
      },
    });
  },
});

import { type Case, type Dataset, reduceSample, type Sample, type Split, stream } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** A bright disc on a dark ground. The same id gives the same bytes in every process, as data workers need it. */
function drawDisc(id: string, size: number): Sample {
  const random = stream("template", id), radius = random.between(0.1, 0.3) * size;
  const x = random.between(0.3, 0.7) * size, y = random.between(0.3, 0.7) * size;
  const truth = Uint8Array.from(
    { length: size * size },
    (_, i) => Math.hypot(i % size - x, Math.floor(i / size) - y) < radius ? 1 : 0,
  );
  const data = Uint8Array.from(truth, (label) => 60 + 100 * label + random.integer(40));
  return {
    image: { width: size, height: size, channels: 1, data },
    labels: { width: size, height: size, data: truth },
  };
}

/** Cases of a split, sorted by id. */
function list(split: Split, count: number): Case[] {
  return Array.from({ length: count }, (_, i): Case => {
    return { id: `${split}-${String(i).padStart(4, "0")}`, split, image: "" };
  });
}

/** `template`: list and read your own files in the place of the discs; change its options, and this line. */
export const template: Component = define("dataset", "template", {
  summary: "Bright discs on dark ground, drawn when they are read.",
  options: () => ({
    train: z.int().min(0).default(32).describe("Training cases."),
    val: z.int().min(0).default(8).describe("Validation cases."),
    test: z.int().min(0).default(8).describe("Test cases."),
    size: z.int().min(16).default(96).describe("Rows and columns in pixels."),
  }),
  build({ size, ...counts }) {
    const cases: Record<Split, Case[]> = {
      train: list("train", counts.train),
      val: list("val", counts.val),
      test: list("test", counts.test),
    };
    const dataset: Dataset = {
      name: "template",
      classes: ["background", "disc"],
      channels: 1,
      cases: (split) => cases[split],
      load: (item, atLeast) => {
        const sample = drawDisc(item.id, size);
        return Promise.resolve(atLeast ? reduceSample(sample, atLeast) : sample);
      },
    };
    return Promise.resolve(dataset);
  },
});

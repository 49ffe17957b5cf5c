/** Components that build nothing: the config is checked against their options alone. */
import { z } from "zod";
import {
  type Component,
  define,
  type Kind,
  OptionError,
  type Plugin,
  type Registry,
} from "@dragsaw/core/registry";
import { createRegistry } from "@dragsaw/core/registry";
import type { ConfigFiles } from "../extends.ts";

type Options = Parameters<typeof define>[2]["options"];

function fake(kind: Kind, name: string, options: Options = () => ({})): Component {
  return define(kind, name, { summary: `Fake ${name}`, options, build: () => ({ name }) as never });
}

const ratio = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("hierarchical"),
    sizes: z.array(z.int().min(1)).min(1).default([5, 7, 9]).describe("Windows"),
  }),
  z.strictObject({ type: z.literal("receptive-field") }),
]);

/** Names as in the real configs. */
export const fakePlugin: Plugin = {
  name: "fake",
  apiVersion: 1,
  components: [
    fake("backend", "tensorflow"),
    fake("backend", "js"),
    fake("dataset", "isic2016", () => ({ root: z.string().min(1).describe("Folder") })),
    fake("dataset", "ph2", () => ({ root: z.string().min(1).describe("Folder") })),
    fake("dataset", "synthetic", () => ({
      train: z.int().min(1).default(96).describe("Training cases"),
      size: z.tuple([z.int().min(16), z.int().min(16)]).default([96, 96]).describe(
        "[height, width] in pixels",
      ),
    })),
    fake("transform", "affine", () => ({
      scale: z.tuple([z.number().positive(), z.number().positive()]).default([1, 1]).describe(
        "Least and greatest factor",
      ),
      rotate: z.number().min(0).max(180).default(0).describe("Most degrees either way"),
    })),
    fake(
      "transform",
      "flip",
      () => ({ horizontal: z.number().min(0).max(1).default(0.5).describe("Probability") }),
    ),
    fake("backbone", "xception", () => ({
      outputStride: z.union([z.literal(8), z.literal(16)]).default(16).describe("Stride of the features"),
    })),
    fake("backbone", "resnet50"),
    fake("model", "unet", () => ({
      baseWidth: z.int().min(1).max(256).default(16).describe("Channels of the first level"),
      depth: z.int().min(1).max(7).default(5).describe("Levels"),
      norm: z.enum(["batch", "instance"]).default("batch").describe("Normalisation"),
    })),
    define("model", "deeplabv3plus", {
      summary: "Fake deeplabv3plus",
      options: ({ component }) => ({ backbone: component("backbone").describe("Feature extractor") }),
      build: ({ backbone }, context) => context.build("backbone", backbone, context) as never,
    }),
    define("backbone", "picky", {
      summary: "Refuses to be built",
      options: () => ({ slots: z.array(z.string()).default(["x1"]).describe("Slots") }),
      build: () => {
        throw new OptionError(["slots", 0], 'found "x1", allowed stem.conv1');
      },
    }),
    fake("refiner", "uafr", () => ({
      slots: z.array(z.string()).min(1).describe("Slots to act on"),
      kernel: z.int().min(1).refine((n) => n % 2 === 1, { error: "an odd whole number" }).default(3).describe(
        "Kernel",
      ),
    })),
    fake("loss", "cross-entropy", () => ({
      classWeights: z.array(z.number().positive()).optional().describe("Weight of each class"),
    })),
    fake("loss", "dice"),
    fake("loss", "pdcr", () => ({
      units: z.record(z.string(), z.union([z.int().min(1), z.array(z.int().min(1)).length(2)])).describe(
        "Units by slot",
      ),
      ratio: ratio.describe("Foreground ratio"),
      temperature: z.number().positive().default(0.5).describe("Temperature"),
    })),
    fake("planner", "nnunet", () => ({ memory: z.string().default("8GB").describe("Memory") })),
    fake("optimizer", "adam", () => ({
      rate: z.number().positive().default(1e-3).describe("Learning rate"),
      weightDecay: z.number().min(0).default(0).describe("L2"),
      nesterov: z.boolean().default(false).describe("Nesterov"),
    })),
    fake("optimizer", "sgd", () => ({
      rate: z.number().positive().describe("Learning rate"),
      momentum: z.number().min(0).lt(1).default(0.9).describe("Momentum"),
    })),
    fake("schedule", "constant"),
    fake("schedule", "cosine", () => ({
      final: z.number().min(0).default(0).describe("Last rate"),
      warmupEpochs: z.number().min(0).default(0).describe("Epochs of linear warm-up"),
    })),
    ...["dice", "jaccard", "accuracy", "m-dice", "m-iou"].map((name) => fake("metric", name)),
    fake("report", "summary"),
    fake("report", "csv"),
    fake("report", "calibration"),
    fake("report", "panels"),
    fake("report", "pictures", () => ({ count: z.int().min(1).default(4).describe("Pictures") })),
  ],
};

/** The fake components. */
export const fakeRegistry: Registry = createRegistry([fakePlugin]);

/** Configs held in memory. */
export function memoryFiles(texts: Readonly<Record<string, string>>): ConfigFiles {
  return {
    read: (path) => Promise.resolve(texts[path]),
    list: (folder) =>
      Promise.resolve(
        Object.keys(texts).map((path) => folder === "." ? path : path.replace(`${folder}/`, "")),
      ),
  };
}

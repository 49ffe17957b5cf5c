import type { Registry } from "@dragsaw/core";
import { createSchemaLookup, type JsonSchema, toJsonSchema } from "@dragsaw/core/config";
import type { Kind } from "@dragsaw/core/registry";
import { componentLink } from "./config_page.ts";
import { escape, optionLines, optionsOf, sentence } from "./option_lines.ts";

/** Heading and first sentence of each kind's page. */
const PAGES: Readonly<Record<Kind, readonly [title: string, about: string]>> = {
  backend: ["Backends", "`backend.type`: where tensors live and operations run."],
  dataset: ["Datasets", "`dataset` and `testSet`: cases with images and truth, in three splits."],
  planner: ["Planners", "`planner`: decides how to train on volumes; what the config gives wins."],
  transform: [
    "Transforms",
    "`augment`: random changes to training samples, applied in the order of the list.",
  ],
  backbone: ["Backbones", "`model.backbone`: a feature extractor, one map for each stride."],
  model: ["Models", "`model`: a network from images to logits."],
  refiner: ["Refiners", "`refine`: what replaces features at named slots of the network."],
  loss: ["Losses", "`losses`: terms of the training loss, each under a name of its own with a weight."],
  optimizer: ["Optimizers", "`optimizer`: the update rule of the weights."],
  schedule: ["Schedules", "`schedule`: the learning rate by step or epoch."],
  metric: ["Metrics", "`evaluate.metrics`: numbers for one predicted label map against its truth."],
  report: ["Reports", "`reports`: what is written about an evaluation."],
};

/** Page of a kind, from the folder of the reference. */
export function componentFile(kind: string): string {
  return `${(PAGES[kind as Kind]?.[0] ?? kind).toLowerCase()}.md`;
}

/** Heading of a kind's page. */
export function componentTitle(kind: Kind): string {
  return PAGES[kind][0];
}

/** The reference of a kind: every component with its source and options. */
export function componentPage(registry: Registry, kind: Kind): string {
  const [title, about] = PAGES[kind], schema = toJsonSchema(registry.schema(kind));
  const root: JsonSchema = { ...schema, $defs: { [kind]: schema, ...schema.$defs } };
  const lookup = createSchemaLookup(root), variants = lookup.alternatives(lookup.resolve(root));
  const sections = registry.names(kind).flatMap((name) => {
    const { summary, source, dimensions } = registry.component(kind, name);
    const variant = variants.find(({ properties }) => properties?.type?.const === name) ?? {};
    const lines = optionLines(optionsOf(variant), lookup, componentLink);
    return [
      `## ${name}`,
      "",
      sentence(summary),
      "",
      ...kind === "backend" ? [] : [`Works on: ${dimensions.map((axes) => SAMPLES[axes]).join(", ")}.`, ""],
      ...source === undefined ? [] : [`Source: ${linked(escape(source))}.`, ""],
      ...lines.length > 0 ? lines : ["No options."],
      "",
    ];
  });
  return [`# ${title}`, "", about, "", ...sections].join("\n");
}

/** Pages of the documentation as links from the reference. */
function linked(source: string): string {
  return source.replaceAll(/\bdocs\/(\S+\/(\w+)\.md)/g, "[$2](../$1)");
}

const SAMPLES = { 2: "images", 3: "volumes" } as const;

import type { Case, Dataset, Split } from "../data/dataset.ts";
import type { Sample } from "../data/sample.ts";
import { describe, isObject, isTexts } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

const SPLITS: readonly Split[] = ["train", "val", "test"];

/** A dataset whose cases have ids of their own, and images and masks of one size. */
export async function heldDataset(opening: Promise<Dataset>, refuse: Refuse): Promise<Dataset> {
  const dataset = await attempt("build()", () => opening, refuse);
  requireMembers(dataset, "build()", {
    name: ["a text", (value) => typeof value === "string"],
    classes: ["two class names or more, background first", (value) => isTexts(value) && value.length > 1],
    channels: ["a whole number from 1", (value) => Number.isInteger(value) && Number(value) > 0],
    cases: FUNCTION,
    load: FUNCTION,
  }, refuse);
  const cases = new Map(SPLITS.map((split) => [split, checkCases(dataset, split, refuse)]));
  checkIds([...cases.values()].flat(), refuse);
  const { name, source, root, classes, channels, tile, volumes } = dataset;
  return {
    name,
    classes,
    channels,
    ...source !== undefined && { source },
    ...root !== undefined && { root },
    ...tile && { tile },
    ...volumes && { volumes },
    ...dataset.labels && { labels: (item) => attempt("labels()", () => dataset.labels!(item), refuse) },
    ...dataset.examine && { examine: (item) => attempt("examine()", () => dataset.examine!(item), refuse) },
    cases: (split) => cases.get(split)!,
    async load(item, atLeast) {
      const sample = await attempt("load()", () => dataset.load(item, atLeast), refuse);
      checkSample(sample, item, dataset, refuse);
      return sample;
    },
  };
}

function checkCases(dataset: Dataset, split: Split, refuse: Refuse): readonly Case[] {
  const cases = attempt(`cases("${split}")`, () => dataset.cases(split), refuse);
  if (!Array.isArray(cases)) return refuse(`cases("${split}") gave ${describe(cases)}, expected a list`);
  cases.forEach((item: unknown, i) => {
    if (!isObject(item) || typeof item.id !== "string" || item.id === "") {
      return refuse(`cases("${split}") gave ${describe(item)} at ${i}, expected { id, split, image }`);
    }
    if (item.split !== split) {
      refuse(`cases("${split}") gave case "${item.id}" of split ${describe(item.split)}`);
    }
    const before = i > 0 ? String(cases[i - 1].id) : "";
    if (before > item.id) {
      refuse(`cases("${split}") gave "${item.id}" behind "${before}", expected them sorted by id`);
    }
  });
  return cases;
}

function checkIds(cases: readonly Case[], refuse: Refuse): void {
  const seen = new Map<string, Split>();
  for (const { id, split } of cases) {
    const other = seen.get(id);
    if (other) refuse(`case id "${id}" is there twice, in ${other} and ${split}; expected ids of their own`);
    seen.set(id, split);
  }
}

function checkSample(
  sample: unknown,
  { id }: Case,
  { channels, classes }: Dataset,
  refuse: Refuse,
): asserts sample is Sample {
  const of = `load() of case "${id}"`;
  if (!isObject(sample) || !isObject(sample.image)) {
    return refuse(`${of} gave ${describe(sample)}, expected { image, labels? }`);
  }
  const { image, labels } = sample as unknown as Sample, { width, height } = image;
  if (image.channels !== channels) {
    refuse(`${of} gave an image of ${image.channels} channels, the dataset says ${channels}`);
  }
  if (image.data?.length !== width * height * channels) {
    refuse(`${of} gave ${image.data?.length} values for ${height} x ${width} x ${channels}`);
  }
  if (!labels) return;
  if (labels.width !== width || labels.height !== height || labels.data?.length !== width * height) {
    refuse(`${of} gave a mask of ${labels.height} x ${labels.width} for an image of ${height} x ${width}`);
  }
  const wrong = labels.data.find((id) => id >= classes.length);
  if (wrong !== undefined) {
    refuse(`${of} gave the class id ${wrong}, the dataset has ${classes.length} classes`);
  }
}

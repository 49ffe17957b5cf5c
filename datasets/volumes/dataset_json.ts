import { DataError, type Defect } from "@dragsaw/core/data";
import { z } from "zod";
import { VOLUME_ENDINGS } from "../formats/volume/volume_file.ts";

/** A training case as dataset.json lists it, paths relative to its folder. */
export interface ListedCase {
  /** Its name. */
  readonly id: string;
  /** One file, or one for each channel. */
  readonly images: readonly string[];
  /** File of the truth. */
  readonly label: string;
}

/** What a dataset.json says, of the Medical Segmentation Decathlon or of nnU-Net (versions 1 and 2). */
export interface DatasetJson {
  /** Names of the channels, in order. */
  readonly channels: readonly string[];
  /** Names of the classes by the value that their voxels have, rising; the first is the background. */
  readonly classes: readonly { readonly name: string; readonly value: number }[];
  /** The list `training` of the Decathlon; in version 1 of nnU-Net its files are called otherwise in the folder. */
  readonly training?: readonly ListedCase[];
  /** The list `dataset` of version 2 of nnU-Net: where each file is. */
  readonly dataset?: readonly ListedCase[];
  /** How many training cases it says there are. */
  readonly count?: number;
  /** How files of images and labels end. */
  readonly ending: string;
}

const KIND = "dataset-json";
const text = z.string().min(1);
const names = z.record(z.string().regex(/^\d+$/, "Expected a channel's number"), text);
const listed = z.object({ image: text, label: text });
const SCHEMA = z.object({
  labels: z.record(text, z.union([text, z.int().min(0), z.array(z.int().min(0))])),
  modality: names.optional(),
  channel_names: names.optional(),
  training: z.array(listed).optional(),
  dataset: z.record(text, z.object({ images: z.array(text).min(1), label: text })).optional(),
  numTraining: z.int().min(0).optional(),
  file_ending: z.enum(VOLUME_ENDINGS).default(".nii.gz"),
  regions_class_order: z.array(z.int()).optional(),
});

/** Reads a dataset.json. @throws {DataError} with every place that cannot be used. */
export async function readDatasetJson(file: string): Promise<DatasetJson> {
  const { labels, modality, channel_names, training, dataset, ...rest } = await parse(file);
  const defects: Defect[] = [];
  const refuse = (place: string, reason: string) =>
    defects.push({ kind: KIND, file: `${file}: ${place}`, reason });
  const channelKey = channel_names ? "channel_names" : "modality";
  const channels = inOrder(channel_names ?? modality ?? {}, (reason) => refuse(channelKey, reason));
  const classes = classesOf(labels, (name, reason) => refuse(`labels.${name}`, reason));
  if (rest.regions_class_order) {
    refuse(
      "regions_class_order",
      "Expected plain labels, found regions, which are not trained on here; give each value a name",
    );
  }
  const background = classes[0];
  if (defects.length === 0 && background?.value !== 0) {
    refuse(
      "labels",
      `Expected the value 0 for the background, found ${background?.value ?? "no labels"} as the least`,
    );
  }
  if (defects.length > 0) throw new DataError(defects);
  const idOf = (path: string) => path.slice(path.lastIndexOf("/") + 1).split(rest.file_ending)[0];
  return {
    channels,
    classes,
    ...training &&
      { training: training.map(({ image, label }) => ({ id: idOf(label), images: [image], label })) },
    ...dataset && { dataset: Object.entries(dataset).map(([id, listed]) => ({ id, ...listed })) },
    ...rest.numTraining !== undefined && { count: rest.numTraining },
    ending: rest.file_ending,
  };
}

async function parse(file: string): Promise<z.output<typeof SCHEMA>> {
  let json: unknown;
  try {
    json = JSON.parse((await Deno.readTextFile(file)).replace(/^\uFEFF/, ""));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) {
      throw new DataError([{
        kind: KIND,
        file,
        reason:
          "The file does not exist; it names channels and labels (dataset nifti takes them as options, too)",
      }], { cause });
    }
    const why = cause instanceof Error ? cause.message : cause;
    throw new DataError([{ kind: KIND, file, reason: `Expected JSON, found none: ${why}` }], { cause });
  }
  const result = SCHEMA.safeParse(json);
  if (result.success) return result.data;
  throw new DataError(result.error.issues.map(({ path, message }) => ({
    kind: KIND,
    file: `${file}: ${path.map(String).join(".") || "top"}`,
    reason: message,
  })));
}

/** Values of the keys 0, 1, 2 ... */
function inOrder(byNumber: Readonly<Record<string, string>>, refuse: (reason: string) => void): string[] {
  const keys = Object.keys(byNumber).map(Number).sort((a, b) => a - b);
  if (keys.length === 0) refuse("Expected a name for each channel, found none");
  if (keys.some((key, i) => key !== i)) {
    refuse(`Expected channels numbered from 0 without a gap, found ${keys.join(", ")}`);
  }
  return keys.map((key) => byNumber[key]);
}

/** {"0": "background"} as the Decathlon writes it, or {"background": 0} as nnU-Net does; by rising value. */
function classesOf(
  labels: z.output<typeof SCHEMA>["labels"],
  refuse: (name: string, reason: string) => void,
): { name: string; value: number }[] {
  const classes = Object.entries(labels).flatMap(([key, entry]) => {
    if (Array.isArray(entry)) {
      refuse(key, `Expected one value, found the region [${entry.join(", ")}], which is not trained on here`);
      return [];
    }
    if (typeof entry === "number") {
      if (key !== "ignore") return [{ name: key, value: entry }];
      refuse(
        key,
        `Expected every voxel to have a class, found the value ${entry} to be ignored, which is not trained on here`,
      );
      return [];
    }
    if (/^\d+$/.test(key)) return [{ name: entry, value: Number(key) }];
    refuse(key, `Expected a number for the label "${key}" or a name for a number, found "${entry}"`);
    return [];
  }).sort((a, b) => a.value - b.value);
  classes.forEach(({ name, value }, i) => {
    if (classes[i + 1]?.value === value) refuse(name, `Expected each value once, found ${value} twice`);
    if (classes.findIndex((other) => other.name === name) !== i) {
      refuse(name, `Expected each name once, found it twice`);
    }
  });
  return classes;
}

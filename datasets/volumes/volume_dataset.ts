import type { Case, Dataset, DatasetContext, Defect } from "@dragsaw/core/data";
import { usable } from "../pairs/paired_dataset.ts";
import type { DatasetJson } from "./dataset_json.ts";
import { readCase, readLabels } from "./read_case.ts";

/** A dataset of volumes, listed and paired. */
export interface VolumeDatasetOptions {
  /** Name from the registry. */
  readonly name: string;
  /** What it is and where. */
  readonly source: string;
  /** Folder that holds it all. */
  readonly root: string;
  /** Names of channels and classes. */
  readonly json: Pick<DatasetJson, "channels" | "classes">;
  /** Every case with its split. */
  readonly cases: readonly Case[];
  /** What listing found wrong. */
  readonly defects: readonly Defect[];
  /** What the dataset is opened with. */
  readonly context: DatasetContext;
}

/** A dataset over volume files. @throws {DataError} with every defect of the listing, unless the context is told them. */
export function volumeDataset(options: VolumeDatasetOptions): Dataset {
  const { name, source, root, json } = options;
  const values = json.classes.map(({ value }) => value);
  return {
    name,
    source,
    root,
    classes: json.classes.map(({ name }) => name),
    channels: json.channels.length,
    cases: usable(options),
    load: () =>
      Promise.reject(
        new TypeError(`Cannot load pictures of "${name}": it holds volumes, read them with "volumes"`),
      ),
    volumes: {
      channels: json.channels,
      load: (item) => readCase(item, { channels: json.channels.length, values }),
      labels: async ({ mask }) => mask === undefined ? undefined : await readLabels(mask, values),
    },
  };
}

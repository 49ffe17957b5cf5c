import type { Triple } from "../../volume/volume.ts";
import { type Batch, emptyBatch, type Example, exampleAt } from "../batch.ts";
import type { Case } from "../dataset.ts";
import { LoadError } from "../load_error.ts";
import { stream } from "../random.ts";
import { drawPatch } from "./draw_patch.ts";
import { drawPlace, wantsForeground } from "./patch_place.ts";
import type { PreparedReader } from "./prepared_case.ts";
import { readPatch } from "./read_patch.ts";
import type { VolumeTransform } from "./volume_transform.ts";

/** What patches are made from and how. */
export interface PatchOptions {
  /** Opens a prepared case; called each time that a case is in a batch, so that it should remember. */
  readonly open: (item: Case) => Promise<PreparedReader>;
  /** In the order they act. */
  readonly transforms: readonly VolumeTransform[];
  /** Voxels of a patch along depth, height and width. */
  readonly patch: Triple;
  /** Patches in a whole batch. */
  readonly batchSize: number;
  /** Part of a batch that is sure to hold foreground, 0 to 1; .33 unless given, nnU-Net's. */
  readonly oversample?: number;
  /** Root of the random streams. */
  readonly seed: number;
}

/**
 * Makes the patches of a batch, or of some places of it: a function of seed, step, place and case alone.
 *
 * @param step From 0. @param cases Of each place. @param places In the whole batch; 0, 1, 2 ... unless given.
 * @returns images `[B, depth, height, width, channels]`, labels `[B, depth, height, width]`.
 * @throws {LoadError} naming case, stage and cause.
 */
export interface PatchMaker {
  (step: number, cases: readonly Case[], places?: readonly number[]): Promise<Batch>;
}

/** The pure function behind a loader of volumes. Draws come from `stream(seed, "patch", step, place, ...)`. */
export function createPatchMaker(options: PatchOptions): PatchMaker {
  return async (step, cases, places = cases.map((_, place) => place)) => {
    let batch: Batch | undefined;
    for (const [i, item] of cases.entries()) {
      const reader = await opened(options, item);
      batch ??= emptyBatch(cases.map(({ id }) => id), options.patch, reader.channels);
      await fillPlace(options, batch, i, { item, reader, step, place: places[i] });
    }
    if (!batch) throw new RangeError("Cannot make a batch: expected 1 case or more, found 0");
    return batch;
  };
}

/** One patch to be made. */
interface Wanted {
  readonly item: Case;
  readonly reader: PreparedReader;
  readonly step: number;
  readonly place: number;
}

async function opened({ open }: PatchOptions, item: Case): Promise<PreparedReader> {
  try {
    return await open(item);
  } catch (cause) {
    throw new LoadError("read", item.id, { cause });
  }
}

async function fillPlace(options: PatchOptions, batch: Batch, i: number, wanted: Wanted): Promise<void> {
  const { patch, batchSize, oversample = .33, seed, transforms } = options;
  const { item, reader, step, place } = wanted;
  try {
    if (reader.channels !== batch.channels) {
      throw new RangeError(`expected ${batch.channels} channels, found ${reader.channels}`);
    }
    const random = stream(seed, "patch", step, place, "place");
    const from = await drawPlace(
      reader,
      patch,
      wantsForeground(place, batchSize, oversample, random),
      random,
    );
    const draws = drawPatch(transforms, { seed, step, place }, patch, reader.channels);
    const { image, labels } = await readPatch(reader, { from, size: patch }, draws);
    if (!labels) throw new TypeError("expected truth, found none");
    putIn(exampleAt(batch, i), batch.channels, image, labels);
  } catch (cause) {
    throw new LoadError("augment", item.id, { cause });
  }
}

/** Channels, one after another in a patch, are interleaved. */
function putIn(example: Example, channels: number, image: Float32Array, ids: Uint8Array): void {
  example.labels.set(ids);
  if (channels === 1) return example.image.set(image);
  for (let c = 0, from = 0; c < channels; c++) {
    for (let to = c; to < image.length; to += channels) example.image[to] = image[from++];
  }
}

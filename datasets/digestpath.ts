import type { Case, Dataset, Defect } from "@dragsaw/core/data";
import { type Component, define, OptionError } from "@dragsaw/core/registry";
import { z } from "zod";
import { fileOptions, ruleOf, share } from "./options.ts";
import { drawStrata } from "./pairs/draw_strata.ts";
import { findLayout, type Layout } from "./pairs/layout.ts";
import { isFolder, listFolder } from "./pairs/listing.ts";
import { asImage, extraFile, type Pair, pairFolders, type Pairing } from "./pairs/pair_folders.ts";
import { pairPlain } from "./pairs/plain.ts";
import { wrongCount } from "./pairs/whole_archive.ts";
import { tiledDataset } from "./tiles/tiled_dataset.ts";

/** A layout that knows how to pair what it holds. */
interface DigestPathLayout extends Layout {
  pair(root: string, allow: ReadonlySet<string>): Promise<Pairing>;
  /** Folder of the images without a lesion. */
  readonly negatives?: string;
}

const TOP = "Colonoscopy_tissue_segment_dataset/";
const POSITIVES = "tissue-train-pos-v1", NEGATIVES = "tissue-train-neg";
const COUNTS = { positives: 250, negatives: 410 };
/** 2018_64982_1-3_2019-02-25 ..., 18-09926A_2019-05-08 ..., D201800100_2019-05-14 ...: what comes before specimen and date. */
const PATIENT = /^(\d{4}[_-]\d+|\d{2}-\d+|[A-Z]+\d+)/;

const LAYOUTS: readonly DigestPathLayout[] = [
  ...[TOP, ""].map((top): DigestPathLayout => ({
    name: "official",
    folders: [top + POSITIVES],
    negatives: top + NEGATIVES,
    pair: (root, allow) => {
      const folder = `${root}/${top}${POSITIVES}`;
      return pairFolders({ images: folder, masks: folder, suffix: "_mask", count: COUNTS.positives }, allow);
    },
  })),
  { name: "plain", folders: ["images", "masks"], pair: pairPlain },
];

/**
 * `digestpath`: colonoscopy tissue of the DigestPath challenge 2019 (doi 10.1016/j.media.2022.102485): 250 images with lesions
 * outlined and 410 without, of 324 patients, about 3000 x 3000 pixels. Source https://digestpath2019.grand-challenge.org/Dataset/,
 * behind a login, by the challenge's rules. Or plain folders images/ and masks/.
 *
 * ```
 * DigestPath/
 *   tissue-train-pos-v1/NAME.jpg   tissue-train-pos-v1/NAME_mask.jpg   tissue-train-neg/NAME.jpg
 * ```
 *
 * Training cases are tiles, validation and test cases whole images, which `evaluate.window` cuts as training did. No test set
 * is published: one is drawn from the run's seed, patients as a whole.
 */
export const digestpath: Component = define("dataset", "digestpath", {
  summary: "DigestPath 2019 colonoscopy tissue: tiles for training, whole images for evaluation",
  source: "DigestPath challenge 2019, doi 10.1016/j.media.2022.102485",
  options: () => ({
    ...fileOptions(),
    tile: z.int().min(32).max(4096).default(512).describe("Side of a training tile, in pixels"),
    overlap: z.int().min(0).default(128).describe("Pixels that neighbouring tiles share"),
    tissue: z.number().min(0).max(1).default(0.2).describe(
      "Least part of a tile that is tissue, not empty slide",
    ),
    negatives: z.boolean().default(false).describe("Whether images without a lesion are used too"),
    keepMegabytes: z.number().min(0).default(512).describe(
      "Memory of each data worker for decoded images",
    ),
    store: z.strictObject({
      folder: z.string().min(1).describe("Where they are kept; several runs and workers may share it"),
      gigabytes: z.number().positive().default(50).describe("What the folder may hold; all images take 25"),
    }).optional().describe("Keeps decoded images on disk, so that tiles are read without decoding"),
    validation: share(0.1, "Part held out to choose the best checkpoint, where no split.csv is given"),
    test: share(0.2, "Part held out for the test, where no split.csv is given"),
  }),
  build: async ({ root, validation, test, keepMegabytes, store, ...options }, context): Promise<Dataset> => {
    const { tile, overlap, tissue } = options;
    if (overlap >= tile) {
      throw new OptionError(["overlap"], `is ${overlap}, wants less than the tile's ${tile}`);
    }
    const rule = ruleOf(options);
    const layout = await findLayout(root, LAYOUTS);
    const positives = await layout.pair(root, rule.allow);
    const negatives = options.negatives
      ? await listNegatives(root, layout, rule.allow)
      : { cases: [], defects: [] };
    const found = [...positives.pairs.map((pair) => identified(pair, "lesion")), ...negatives.cases];
    return await tiledDataset({
      name: "digestpath",
      source: `${layout.name} layout in ${root}`,
      root,
      cases: drawStrata(found as readonly Pair[], { validation, test }, context.seed),
      defects: [...positives.defects, ...negatives.defects],
      rule,
      classes: ["background", "lesion"],
      context,
      tile,
      overlap,
      tissue,
      keepBytes: keepMegabytes * 2 ** 20,
      store: store && { folder: store.folder, bytes: store.gigabytes * 1e9 },
    });
  },
});

type Found = Omit<Case, "split">;

/** With patient and stratum, as far as a name tells. */
function identified<T extends Found>(found: T, stratum: string): T {
  const patient = PATIENT.exec(found.id)?.[1] ?? found.id.split("-lv1-")[0];
  return { ...found, patient: found.patient ?? patient, stratum: found.stratum ?? stratum };
}

async function listNegatives(
  root: string,
  { negatives }: DigestPathLayout,
  allow: ReadonlySet<string>,
): Promise<{ cases: Found[]; defects: Defect[] }> {
  const folder = `${root}/${negatives ?? NEGATIVES}`;
  if (!await isFolder(folder)) {
    const reason =
      'Expected the folder of images without a lesion, found none; "negatives: false" does without';
    return { cases: [], defects: [{ kind: "missing-image", file: folder, reason }] };
  }
  const { files, defects, extras } = await listFolder(folder, asImage);
  const wanted = COUNTS.negatives, what = `archive's ${wanted} images`;
  return {
    cases: [...files].map(([id, image]) => identified({ id, image }, "none")),
    defects: [
      ...defects,
      ...wrongCount({ file: folder, what, wanted, found: files.size }, allow),
      ...allow.has("extra-files") ? [] : extras.map(extraFile),
    ],
  };
}

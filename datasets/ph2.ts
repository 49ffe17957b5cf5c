import type { Case, Dataset, Defect } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { fileOptions, ruleOf, share } from "./options.ts";
import { findLayout, type Layout } from "./pairs/layout.ts";
import { imageStem, isFolder, namesIn } from "./pairs/listing.ts";
import { pairedDataset } from "./pairs/paired_dataset.ts";
import { type Pair, pairFolders, type Pairing } from "./pairs/pair_folders.ts";
import { pairPlain } from "./pairs/plain.ts";
import { holdOut, rest } from "./pairs/split.ts";
import { wrongCount } from "./pairs/whole_archive.ts";

/** A layout that knows how to pair what it holds. */
interface Ph2Layout extends Layout {
  pair(root: string, allow: ReadonlySet<string>): Promise<Pairing>;
}

const ARCHIVE = "PH2 Dataset images";
const COUNT = 200;
const CASE = /^IMD\d+$/;

const LAYOUTS: readonly Ph2Layout[] = [
  ...[`PH2Dataset/${ARCHIVE}`, ARCHIVE].map((folder): Ph2Layout => ({
    name: "official",
    folders: [folder],
    pair: (root, allow) => pairArchive(`${root}/${folder}`, allow),
  })),
  {
    name: "reference",
    folders: ["test/img", "test/mask_jpg"],
    pair: (root, allow) => pairFolders({ images: `${root}/test/img`, masks: `${root}/test/mask_jpg` }, allow),
  },
  { name: "plain", folders: ["images", "masks"], pair: pairPlain },
];

/**
 * `ph2`: 200 dermoscopic images of Hospital Pedro Hispano (doi 10.1109/EMBC.2013.6610779). All are for the test, as in the
 * paper, unless a part is drawn for training or validation. Source https://www.fc.up.pt/addi/ph2%20database.html, behind a
 * form, for research and benchmarking.
 *
 * ```
 * PH2Dataset/PH2 Dataset images/IMD002/
 *   IMD002_Dermoscopic_Image/IMD002.bmp   IMD002_lesion/IMD002_lesion.bmp   IMD002_roi/ (not read)
 * ```
 */
export const ph2: Component = define("dataset", "ph2", {
  summary: "PH2 dermoscopy: 200 images, all for the test",
  source: "Mendonca et al. 2013, doi 10.1109/EMBC.2013.6610779",
  options: () => ({
    ...fileOptions(),
    train: share(0, "Part for training"),
    validation: share(0, "Part of what is left to choose the best checkpoint"),
  }),
  build: async ({ root, train, validation, ...options }, context): Promise<Dataset> => {
    const rule = ruleOf(options);
    const { seed } = context;
    const layout = await findLayout(root, LAYOUTS);
    const { pairs, defects } = await layout.pair(root, rule.allow);
    const cases: Case[] = rest(
      holdOut(holdOut(pairs, "train", train, seed), "val", validation, seed),
      "test",
    );
    const source = `${layout.name} layout in ${root}`;
    const classes = ["background", "lesion"];
    return pairedDataset({ name: "ph2", source, root, cases, defects, rule, classes, context });
  },
});

/** A folder a case: IMD002/IMD002_Dermoscopic_Image/IMD002.bmp and IMD002/IMD002_lesion/IMD002_lesion.bmp; IMD002_roi is known. */
async function pairArchive(folder: string, allow: ReadonlySet<string>): Promise<Pairing> {
  const pairs: Pair[] = [], defects: Defect[] = [];
  const names = await namesIn(folder);
  const count = names.filter((name) => CASE.test(name)).length;
  for (const id of names) {
    if (!CASE.test(id)) {
      if (!allow.has("extra-files")) {
        defects.push({
          kind: "extra-file",
          file: `${folder}/${id}`,
          reason: 'Expected folders IMDxxx only; "allow: [extra-files]" leaves it alone',
        });
      }
      continue;
    }
    const image = await only(`${folder}/${id}/${id}_Dermoscopic_Image`, id, defects);
    const mask = await only(`${folder}/${id}/${id}_lesion`, `${id}_lesion`, defects);
    if (image && mask) pairs.push({ id, image, mask });
  }
  const whole = { file: folder, what: `archive's ${COUNT} cases`, wanted: COUNT, found: count };
  return { pairs, defects: [...defects, ...wrongCount(whole, allow)] };
}

/** The one image of that stem in a folder. */
async function only(folder: string, stem: string, defects: Defect[]): Promise<string | undefined> {
  const found = await isFolder(folder)
    ? (await namesIn(folder)).filter((name) => imageStem(name) === stem)
    : [];
  if (found.length === 1) return `${folder}/${found[0]}`;
  const kind = found.length > 1 ? "duplicate-id" : stem.includes("_") ? "missing-mask" : "missing-image";
  defects.push({
    kind,
    file: folder,
    reason: `Expected one image "${stem}", found ${found.join(" and ") || "none"}`,
  });
  return undefined;
}

import type { Dataset } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { fileOptions, ruleOf, share } from "./options.ts";
import { drawStrata } from "./pairs/draw_strata.ts";
import { findLayout, type Layout } from "./pairs/layout.ts";
import { pairedDataset } from "./pairs/paired_dataset.ts";
import { type Pair, pairFolders, type Pairing } from "./pairs/pair_folders.ts";
import { pairPlain } from "./pairs/plain.ts";

/** A layout that knows how to pair what it holds. */
interface MontgomeryLayout extends Layout {
  pair(root: string, allow: ReadonlySet<string>): Promise<Pairing>;
}

const COUNT = 138;
/** The last figure says what was found: 0 nothing, 1 tuberculosis. */
const NAME = /^MCUCXR_\d+_([01])$/;

const LAYOUTS: readonly MontgomeryLayout[] = [
  ...["MontgomerySet/", ""].map((top): MontgomeryLayout => ({
    name: "official",
    folders: [`${top}CXR_png`, `${top}ManualMask/leftMask`, `${top}ManualMask/rightMask`],
    pair: (root, allow) => pairLungs(`${root}/${top}`.replace(/\/$/, ""), allow),
  })),
  { name: "plain", folders: ["images", "masks"], pair: pairPlain },
];

/**
 * `montgomery`: 138 chest X-rays of Montgomery County, 80 normal and 58 with tuberculosis, with both lungs outlined (doi
 * 10.1109/TMI.2013.2284099, 10.1109/TMI.2013.2290491). Source https://data.lhncbc.nlm.nih.gov/public/Tuberculosis-Chest-X-ray-Datasets;
 * for research, with citation (the archive's readme has the terms). Grey, 4020 x 4892 or turned; left and right masks are joined. Or plain folders
 * images/ and masks/ with both lungs in one mask.
 *
 * ```
 * MontgomerySet/
 *   CXR_png/MCUCXR_0001_0.png ...             ClinicalReadings/ (not read)
 *   ManualMask/leftMask/MCUCXR_0001_0.png ... ManualMask/rightMask/MCUCXR_0001_0.png ...
 * ```
 *
 * No split is published: test and validation are drawn from the run's seed, normal and tuberculosis in their shares.
 */
export const montgomery: Component = define("dataset", "montgomery", {
  summary: "Montgomery County chest X-rays: 138 grey images, both lungs",
  source:
    "Jaeger et al. 2014 and Candemir et al. 2014, doi 10.1109/TMI.2013.2284099 and 10.1109/TMI.2013.2290491",
  options: () => ({
    ...fileOptions(),
    validation: share(0.1, "Part held out to choose the best checkpoint"),
    test: share(0.2, "Part held out for the test"),
  }),
  build: async ({ root, validation, test, ...options }, context): Promise<Dataset> => {
    const rule = ruleOf(options);
    const layout = await findLayout(root, LAYOUTS);
    const { pairs, defects } = await layout.pair(root, rule.allow);
    const cases = drawStrata(pairs.map(withStratum), { validation, test }, context.seed);
    const source = `${layout.name} layout in ${root}`;
    const classes = ["background", "lungs"];
    return pairedDataset({
      name: "montgomery",
      source,
      root,
      cases,
      defects,
      rule,
      classes,
      channels: 1,
      context,
    });
  },
});

/** Pairs each image with its left and its right mask. */
async function pairLungs(root: string, allow: ReadonlySet<string>): Promise<Pairing> {
  const images = `${root}/CXR_png`;
  const side = (name: string) =>
    pairFolders({ images, masks: `${root}/ManualMask/${name}`, count: COUNT }, allow);
  const [left, right] = await Promise.all([side("leftMask"), side("rightMask")]);
  const byId = new Map(right.pairs.map((pair) => [pair.id, pair.mask]));
  const pairs = left.pairs.flatMap((pair) => {
    const other = byId.get(pair.id);
    return other === undefined ? [] : [{ ...pair, masks: [pair.mask, other] }];
  });
  // What is wrong with the images was found twice
  const known = new Set(left.defects.map(({ file, reason }) => `${file}\n${reason}`));
  const further = right.defects.filter(({ file, reason }) => !known.has(`${file}\n${reason}`));
  return { pairs, defects: [...left.defects, ...further] };
}

function withStratum(pair: Pair): Pair {
  const found = NAME.exec(pair.id)?.[1];
  return found === undefined ? pair : { ...pair, stratum: found === "0" ? "normal" : "tuberculosis" };
}

import { assert, assertEquals } from "@std/assert";
import type { Case, Dataset, Split } from "../data/dataset.ts";
import type { Sample } from "../data/sample.ts";
import type { Register } from "./model_suite.ts";

/** A dataset of pictures to put through {@linkcode datasetSuite}. */
export interface DatasetCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Opens it: small data of the test's own. */
  readonly open: (context: { readonly seed: number }) => Promise<Dataset>;
}

const SPLITS: readonly Split[] = ["train", "val", "test"];
/** Cases of a split that are read. */
const READ = 3;

/** What every dataset of pictures must do; see {@linkcode Dataset}. */
export function datasetSuite({ name, open }: DatasetCase, register: Register = Deno.test): void {
  const test = (claim: string, fn: (dataset: Dataset) => void | Promise<void>) =>
    register(`${name} ${claim}`, async () => await fn(await open({ seed: 7 })));
  const first = (dataset: Dataset) => SPLITS.flatMap((split) => dataset.cases(split).slice(0, READ));

  test("names two classes or more, background first, and has cases", (dataset) => {
    assert(dataset.classes.length >= 2, `Found ${dataset.classes.length} classes`);
    assertEquals(new Set(dataset.classes).size, dataset.classes.length);
    assert(dataset.channels >= 1, `Found ${dataset.channels} channels`);
    assert(first(dataset).length > 0, "Found no cases in any split");
  });

  test("lists cases sorted, each with an id of its own, in one split", (dataset) => {
    const all = SPLITS.flatMap((split) => {
      const cases = dataset.cases(split), ids = cases.map(({ id }) => id);
      assertEquals(ids, ids.toSorted(), split);
      for (const item of cases) assertEquals(item.split, split, item.id);
      return ids;
    });
    assertEquals(new Set(all).size, all.length);
  });

  test("lists the same cases of the same seed", async (dataset) => {
    const again = await open({ seed: 7 });
    for (const split of SPLITS) assertEquals(again.cases(split), dataset.cases(split));
  });

  test("reads images of its channels, with masks of their size and its classes", async (dataset) => {
    for (const item of first(dataset)) checkSample(item, await dataset.load(item), dataset);
  });

  test("reads the same bytes again, and opened anew", async (dataset) => {
    const other = await open({ seed: 7 });
    for (const item of first(dataset)) {
      const sample = await dataset.load(item);
      assertEquals(await dataset.load(item), sample, item.id);
      assertEquals(await other.load(structuredClone(item)), sample, `${item.id}, as a data worker reads it`);
    }
  });

  test("reduces by whole factors, never below what is asked for", async (dataset) => {
    for (const item of first(dataset)) {
      const { image: { height, width } } = await dataset.load(item);
      const least = [Math.ceil(height / 3), Math.ceil(width / 3)] as const;
      const reduced = await dataset.load(item, least);
      checkSample(item, reduced, dataset);
      assert(
        reduced.image.height >= least[0] && reduced.image.width >= least[1],
        `Found ${reduced.image.height} x ${reduced.image.width}, asked for ${least.join(" x ")} or more`,
      );
    }
  });

  test("reads the truth alone as with its image", async (dataset) => {
    if (!dataset.labels) return;
    for (const item of first(dataset)) {
      const { labels } = await dataset.load(item);
      if (labels) assertEquals(await dataset.labels(item), labels, item.id);
    }
  });
}

function checkSample({ id }: Case, { image, labels }: Sample, { channels, classes }: Dataset): void {
  const { width, height } = image;
  assertEquals(image.channels, channels, id);
  assertEquals(image.data.length, width * height * channels, id);
  assert(labels, `Case "${id}" has no truth`);
  assertEquals([labels.width, labels.height, labels.data.length], [width, height, width * height], id);
  const most = labels.data.reduce((a, b) => Math.max(a, b), 0);
  assert(most < classes.length, `Found class id ${most} in "${id}", there are ${classes.length} classes`);
}

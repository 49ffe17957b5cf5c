import { assertEquals, assertRejects } from "@std/assert";
import { type Case, DataError, type Dataset } from "@dragsaw/core/data";
import { caseViews } from "./case_views.ts";

const ITEM: Case = { id: "a", split: "test", image: "a.png" };

/** A dataset of one image of 10 x 6 whose pixels count up, with as many labels. */
function dataset(labelled: boolean): Dataset {
  const data = Uint8Array.from({ length: 60 }, (_, i) => i), size = { width: 10, height: 6 };
  const load = () =>
    Promise.resolve({ image: { ...size, channels: 1, data }, ...labelled && { labels: { ...size, data } } });
  return { load } as unknown as Dataset;
}

Deno.test("caseViews() is the whole image, or windows with the truth of their place", async () => {
  const [whole, ...none] = await caseViews(dataset(true), ITEM, undefined);
  assertEquals([whole.region, whole.truth.data.length, none.length], [[0, 0, 10, 6], 60, 0]);
  const views = await caseViews(dataset(true), ITEM, [4, 5]);
  assertEquals(views.map(({ region }) => region), [[0, 0, 5, 4], [5, 0, 5, 4], [0, 2, 5, 4], [5, 2, 5, 4]]);
  for (const { region: [x, y], image, truth } of views) {
    assertEquals(image.data[0], 10 * y + x);
    assertEquals(truth.data, image.data);
  }
});

Deno.test("caseViews() wants a truth", async () => {
  await assertRejects(() => caseViews(dataset(false), ITEM, undefined), DataError, "a.png: found no mask");
});

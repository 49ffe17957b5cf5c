import { type Case, type Dataset, takeFraction } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { readImage } from "./formats/image.ts";
import { readMask } from "./formats/mask.ts";
import { open, splitsOf } from "./testdata/files.ts";
import { ignore, REAL, reason } from "./testdata/real.ts";

Deno.test({
  name:
    `readMask() gives nearly the same labels for the JPEG and the PNG of a mask, and wider ones as released${reason}`,
  ignore,
  async fn() {
    const folder = `${REAL}isic2016_orig/`;
    for (const id of ["ISIC_0000000", "ISIC_0000012"]) {
      const read = (file: string, threshold: "half" | "released") =>
        readMask(`${folder}${file}`, { threshold, allow: new Set() });
      const png = await read(`masks/${id}_segmentation.png`, "half");
      const jpeg = await read(`masks_jpg_asfound/${id}_Segmentation.jpg`, "half");
      const released = await read(`masks_jpg_asfound/${id}_Segmentation.jpg`, "released");
      const area = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0);
      const wrong = png.data.reduce((sum, value, i) => sum + Math.abs(value - jpeg.data[i]), 0);
      assertEquals(wrong / area(png.data) < 0.002, true);
      assertEquals(area(released.data) > 1.005 * area(jpeg.data), true);
    }
  },
});

Deno.test({
  name: `readImage() gives the same pixels for a PH2 bitmap and its PNG${reason}`,
  ignore,
  async fn() {
    for (
      const [bmp, png] of [["IMD002.bmp", "images/IMD002.png"], [
        "IMD002_lesion.bmp",
        "masks/IMD002_lesion.png",
      ]]
    ) {
      const [a, b] = await Promise.all([
        readImage(`${REAL}ph2/raw_bmp/${bmp}`),
        readImage(`${REAL}ph2/${png}`),
      ]);
      assertEquals([a.width, a.height], [b.width, b.height]);
      assertEquals(a.data.every((value, i) => value === b.data[i]), true);
    }
  },
});

Deno.test({
  name: `folder lists the 2200 real pairs with the splits of split.csv${reason}`,
  ignore,
  async fn() {
    const { train, val, test } = splitsOf(await open("folder", `${REAL}isic2018_256`));
    assertEquals([train.length, val.length, test.length], [1600, 400, 200]);
  },
});

Deno.test({
  name: `takeFraction() keeps the lesions' sizes of 1600 real training cases in a quarter of them${reason}`,
  ignore,
  async fn() {
    const whole = await open("folder", `${REAL}isic2018_256`);
    const areas = new Map<string, number>();
    const labels = async (item: Case) => {
      const read = await whole.labels!(item);
      areas.set(item.id, read.data.reduce((sum, value) => sum + value, 0) / read.data.length);
      return read;
    };
    const load: Dataset["load"] = () => Promise.reject(new Error("Expected the masks to be read alone"));
    const quarter = (await takeFraction({ ...whole, labels, load }, 0.25, { seed: 0 })).cases("train");
    assertEquals([quarter.length, areas.size], [400, 1600]);
    const all = [...areas.values()], part = quarter.map(({ id }) => areas.get(id)!);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    // A quarter drawn without strata is off by 0.009 on average
    assertAlmostEquals(mean(part), mean(all), 0.004);
    const small = all.toSorted((a, b) => a - b)[160];
    assertLess(Math.abs(part.filter((area) => area < small).length - 40), 2);
  },
});

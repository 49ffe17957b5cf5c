import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { PREDICTION_COLOR, TRUTH_COLOR } from "../overlay.ts";
import { caseFigure } from "./case_figure.ts";
import {
  imagePicture,
  type PicturedCase,
  predictionPicture,
  truthPicture,
  uncertaintyPicture,
} from "./case_pictures.ts";
import { embeddingFigure } from "./embedding_figure.ts";
import { rasterize } from "./rasterize.ts";

/** Colours of the pixels of a picture, as text. */
function colors({ data }: { readonly data: Uint8Array }): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i < data.length; i += 3) found.add(data.subarray(i, i + 3).join());
  return found;
}

/** 16 x 8, the left half foreground, every pixel of the image of another colour. */
function item(plain: boolean): PicturedCase {
  const data = Uint8Array.from({ length: 16 * 8 * 3 }, (_, i) => i % 251);
  const truth = Uint8Array.from({ length: 16 * 8 }, (_, i) => i % 16 < 8 ? 1 : 0);
  return { image: { width: 16, height: 8, channels: 3, data }, truth, classes: 2, plain };
}

const panel = {
  points: Float64Array.of(-3, 0, 5, 2, 1, 1),
  labels: Uint8Array.of(0, 1, 1),
  captions: ["a < b"],
};

Deno.test("embeddingFigure() draws each point once, inside its frame, in the colour of its class", () => {
  const svg = embeddingFigure({
    method: "t-SNE",
    note: "scores",
    runs: [{ title: "baseline", note: "run-1" }, { title: "H-PDCR & more" }],
    slots: [{ name: "x2", panels: [panel, { ...panel, points: new Float64Array() }] }],
    classes: ["skin", "lesion"],
  });
  const points = [...svg.matchAll(/stroke="(#\w+)" d="([^"]+)"/g)].flatMap(([, color, path]) =>
    [...path.matchAll(/M([\d.]+) ([\d.]+)h0/g)].map(([, x, y]) => ({ color, x: Number(x), y: Number(y) }))
  );
  assertEquals(points.length, 3);
  assertEquals(points.map(({ color }) => color).filter((color) => color === points[0].color).length, 1);
  for (const { x, y } of points) assert(x >= 10 && x <= 222 && y >= 10 && y <= 222, `${x}, ${y}`);
  // Both axes on one scale
  assertEquals((points[1].y - points[0].y) / (points[1].x - points[0].x), 0.25);
  for (const text of ["a &lt; b", "H-PDCR &amp; more", "run-1", "skin", "too few units"]) {
    assertStringIncludes(svg, text);
  }
  assert(!svg.includes("NaN"));
});

Deno.test("pictures of a case are of its pixels, outlines in their colours", () => {
  const full = item(false), prediction = full.truth.map((_, i) => i % 16 < 10 ? 1 : 0);
  assertEquals(imagePicture(full).data, full.image.data);
  assertEquals(colors(truthPicture(full)), new Set(["0,0,0", "255,255,255"]));
  const drawn = colors(predictionPicture(full, prediction));
  for (const color of [TRUTH_COLOR, PREDICTION_COLOR]) assert(drawn.has(color.join()));
  const map = uncertaintyPicture(full, new Float32Array(128).fill(0.5));
  assert(colors(map).size > 20);
});

Deno.test("plain pictures of a case are the same whatever its image", () => {
  const one = item(true),
    other = { ...one, image: { ...one.image, data: one.image.data.map((x) => 255 - x) } };
  const prediction = one.truth.map((_, i) => i % 16 < 10 ? 1 : 0),
    map = Float32Array.from(one.truth, (id) => id / 2);
  assertEquals(predictionPicture(one, prediction), predictionPicture(other, prediction));
  assertEquals(uncertaintyPicture(one, map), uncertaintyPicture(other, map));
});

Deno.test("caseFigure() is one SVG with its pictures in it, which becomes a PNG of twice its size", async () => {
  const full = item(false), picture = imagePicture(full);
  const svg = await caseFigure({
    columns: [{ title: "image" }, { title: "x2", note: "UAFR uncertainty" }],
    rows: [{ id: "a&b", pictures: [{ picture, caption: "" }, { picture, caption: "mean 0.50" }] }],
    maps: true,
  });
  assertEquals([...svg.matchAll(/href="data:image\/png;base64,/g)].length, 2);
  for (const text of ["a&amp;b", "UAFR uncertainty", "mean 0.50", "uncertainty E"]) {
    assertStringIncludes(svg, text);
  }
  assertMatch(svg, /<image width="160" height="80"/);
  const [, width, height] = svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/)!;
  const png = await sharp(await rasterize(svg)).metadata();
  assertEquals([png.width, png.height], [Math.round(2 * Number(width)), Math.round(2 * Number(height))]);
});

Deno.test({
  name: "hasFont() is false on a machine without fonts",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const file = `${folder}/fonts.conf`, module = new URL("rasterize.ts", import.meta.url).href;
      await Deno.writeTextFile(file, `<fontconfig><dir>${folder}</dir></fontconfig>`);
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["eval", `const { hasFont } = await import("${module}"); console.log(await hasFont());`],
        env: { FONTCONFIG_FILE: file, NO_COLOR: "1" },
      }).output();
      assertEquals(new TextDecoder().decode(stdout), "false\n");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

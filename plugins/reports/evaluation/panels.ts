import { z } from "zod";
import type { Report } from "@dragsaw/core";
import type { Raster } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { fileName } from "../file_name.ts";
import { checkLength } from "../png.ts";
import { removeTree } from "../remove_tree.ts";
import { strip } from "./strip.ts";

export { type Panel, PANELS } from "./strip.ts";

/** What {@linkcode createPanels} writes. */
export interface PanelsOptions {
  /** Longer side of each picture, in pixels. */
  readonly side: number;
}

/** Report `panels`: a small strip of pictures of every case, which `deno task report` shows. */
export const panels: Component = define("report", "panels", {
  summary: "panels/ID.webp: outlines, image, truth, prediction, errors and uncertainty of every image, small",
  options: () => ({
    side: z.int().min(16).max(2048).default(320).describe(
      "Longer side of each picture of a strip, in pixels",
    ),
  }),
  build: (options) => createPanels(options),
});

/** Writes `panels/ID.webp`, a {@linkcode strip} a case; they replace those of an earlier evaluation at the end. */
export function createPanels({ side }: PanelsOptions): Report {
  let begun: Promise<void> | undefined;
  const begin = async (partial: string) => {
    await removeTree(partial);
    await Deno.mkdir(partial, { recursive: true });
  };
  return {
    async onCase(item, folder) {
      const partial = `${folder}/panels.partial`;
      await (begun ??= begin(partial));
      await Deno.writeFile(`${partial}/${fileName(item.id)}.webp`, await encodeWebp(strip(item, side)));
    },
    async onEnd(_summary, folder) {
      await (begun ??= begin(`${folder}/panels.partial`));
      await removeTree(`${folder}/panels`);
      await Deno.rename(`${folder}/panels.partial`, `${folder}/panels`);
      begun = undefined;
    },
  };
}

/** Lossy, for eyes: a tenth of a PNG's bytes. */
async function encodeWebp({ width, height, channels, data }: Raster): Promise<Uint8Array> {
  checkLength("encode a WebP", data.length, [height, width], channels);
  const { default: sharp } = await import("sharp");
  const image = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  return new Uint8Array(await image.webp({ quality: 82, effort: 2 }).toBuffer());
}

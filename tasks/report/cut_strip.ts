import { type CasePictures, type Panel, PANELS } from "@dragsaw/reports";
import sharp from "sharp";

/** Pixels across a picture in a list, and three planes: twice those that they are shown with. */
const THUMBNAIL = 144, PLANES = 300;

/** The first picture of a strip, small, as a data URI. @param planes Whether it is a volume's. */
export async function thumbnailOf(strip: string, planes: boolean): Promise<string> {
  const { data, info } = await sharp(strip).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const small = sharp(data, { raw: { width, height, channels } })
    .extract({ left: 0, top: 0, width: width / PANELS.length, height })
    .resize({ width: planes ? PLANES : THUMBNAIL, withoutEnlargement: true });
  return dataUri(await small.webp({ quality: 72, effort: 2 }).toBuffer());
}

/** Every picture of a strip as a data URI. */
export async function picturesOf(id: string, strip: string): Promise<CasePictures> {
  const { data, info: { width: all, height, channels } } = await sharp(strip).raw()
    .toBuffer({ resolveWithObject: true });
  const width = all / PANELS.length;
  const panels = await Promise.all(PANELS.map(async (name, i): Promise<[Panel, string]> => {
    const cut = sharp(data, { raw: { width: all, height, channels } })
      .extract({ left: i * width, top: 0, width, height });
    return [name, dataUri(await cut.webp({ quality: 80, effort: 2 }).toBuffer())];
  }));
  return { id, width, height, panels: Object.fromEntries(panels) as Record<Panel, string> };
}

const dataUri = (bytes: Uint8Array) => `data:image/webp;base64,${bytes.toBase64()}`;

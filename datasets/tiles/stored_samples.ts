import type { Case, Region, Sample } from "@dragsaw/core/data";
import {
  type Content,
  type Entry,
  fileDigest,
  openStore,
  storeKey,
  type StoreOptions,
} from "@dragsaw/core/store";
import { masksOf } from "../formats/joined_mask.ts";

/** Of what is kept: another number, and what was kept before counts no more. */
const VERSION = 1;

/** Parts of images. @throws {DataError} @throws {StoreError} */
export type ReadRegion = (item: Case, region: Region) => Promise<Sample>;

/**
 * Keeps whole decoded images on disk, made when a part is first wanted, by any process: a part is read without decoding.
 *
 * @param settings What else than the files decides how they are decoded. @param read Decodes the whole image of a case.
 */
export function storedSamples(
  options: StoreOptions,
  settings: unknown,
  read: (item: Case) => Promise<Sample>,
): ReadRegion {
  const store = openStore(options), entries = new Map<string, Promise<Entry>>();
  const open = async (item: Case): Promise<Entry> => {
    const files = [item.image, ...masksOf(item)];
    const digests = await Promise.all(files.map((file) => fileDigest(file, options.folder)));
    return await store.get(
      await storeKey(["sample", VERSION, settings, digests]),
      async () => contentOf(await read(item)),
    );
  };
  return async (item, region) => {
    const entry = entries.get(item.image) ?? open(item);
    entries.set(item.image, entry);
    entry.catch(() => entries.delete(item.image)); // may be mended, and is tried again
    return await readRegion(await entry, region);
  };
}

function contentOf({ image: { width, height, channels, data }, labels }: Sample): Content {
  const truth = labels?.data ?? new Uint8Array(width * height);
  return {
    arrays: {
      image: { shape: [height, width, channels], data },
      labels: { shape: [height, width], data: truth },
    },
  };
}

async function readRegion(entry: Entry, [x, y, width, height]: Region): Promise<Sample> {
  const channels = entry.shape("image")[2];
  const image = await entry.read("image", "U8", { from: [y, x, 0], size: [height, width, channels] });
  const labels = await entry.read("labels", "U8", { from: [y, x], size: [height, width] });
  return { image: { width, height, channels, data: image }, labels: { width, height, data: labels } };
}

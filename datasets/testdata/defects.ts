import sharp from "sharp";
import { HEIGHT, IDS, maskFile, maskValues, picture, splitTable, WIDTH } from "./clean_set.ts";
import { grey, halve, write } from "./files.ts";
import { floatTiff, lyingPng, moving } from "./odd_pictures.ts";

/** A way to spoil a clean set. */
export interface Injected {
  /** Kind of defect that has to be found, and no other. */
  readonly kind: string;
  /** What is done, where a kind is injected in several ways. */
  readonly how?: string;
  /** Dataset that reads what becomes of the set, where it is another one. */
  readonly type?: string;
  /** Options of the dataset. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Spoils the set in `root`. */
  spoil(root: string): Promise<void>;
}

const image = (root: string, id = "a1", ending = "jpg") => `${root}/images/${id}.${ending}`;
const mask = (root: string, id = "a1") => `${root}/masks/${id}.png`;

/** Puts another image in the place of a1. */
async function replace(root: string, bytes: Uint8Array | string, ending = "png"): Promise<void> {
  await Deno.remove(image(root));
  await write(image(root, "a1", ending), bytes);
}

/** Kinds that files and folders show. */
export const FILE_DEFECTS: readonly Injected[] = [
  { kind: "missing-mask", spoil: (root) => Deno.remove(mask(root)) },
  { kind: "missing-image", spoil: (root) => Deno.remove(image(root)) },
  { kind: "extra-file", spoil: (root) => write(`${root}/images/notes.txt`, "hello") },
  {
    kind: "duplicate-id",
    spoil: async (root) => write(image(root, "a1", "png"), await picture("z").png().toBuffer()),
  },
  {
    kind: "split-table",
    spoil: (root) => write(`${root}/split.csv`, splitTable().replace("a1,train", "a1,tarin")),
  },
  { kind: "no-layout", spoil: (root) => Deno.rename(`${root}/masks`, `${root}/labels`) },
  { kind: "empty-file", spoil: (root) => Deno.truncate(image(root), 0) },
  { kind: "truncated-file", how: "JPEG", spoil: (root) => halve(image(root)) },
  { kind: "truncated-file", how: "PNG", spoil: (root) => halve(mask(root)) },
  {
    kind: "damaged-file",
    async spoil(root) {
      const bytes = await picture("a1").png().toBuffer();
      await replace(root, bytes.map((byte, i) => i > 200 && i < 1200 ? i & 255 : byte));
    },
  },
  { kind: "not-an-image", spoil: (root) => write(image(root), "<html>Please log in</html>") },
  {
    kind: "wrong-extension",
    spoil: async (root) => write(image(root), await picture("a1").png().toBuffer()),
  },
  { kind: "too-large", spoil: (root) => replace(root, lyingPng(20_000, 20_000, 60_000)) },
  { kind: "header-lies", spoil: (root) => replace(root, lyingPng(60_000, 60_000, 100)) },
  { kind: "several-pages", spoil: async (root) => replace(root, await moving(), "gif") },
  { kind: "unknown-depth", spoil: (root) => replace(root, floatTiff(), "tif") },
  { kind: "volume-in-2d", how: "by name", spoil: (root) => write(`${root}/images/brain.nii.gz`, "x") },
  {
    kind: "volume-in-2d",
    how: "by content",
    spoil: (root) => replace(root, `${"\0".repeat(344)}n+1\0${"\0".repeat(40)}`),
  },
  {
    kind: "symlink-loop",
    how: "a file",
    spoil: (root) => Deno.remove(image(root)).then(() => Deno.symlink("a1.jpg", image(root))),
  },
  { kind: "symlink-loop", how: "a folder", spoil: (root) => Deno.symlink("..", `${root}/more`) },
  {
    kind: "broken-link",
    spoil: (root) => Deno.remove(image(root)).then(() => Deno.symlink("gone.jpg", image(root))),
  },
  {
    kind: "outside-root",
    async spoil(root) {
      await Deno.rename(image(root), `${root}/../elsewhere.jpg`);
      await Deno.symlink(`${root}/../elsewhere.jpg`, image(root));
    },
  },
  { kind: "unreadable", spoil: (root) => Deno.remove(mask(root)).then(() => Deno.mkdir(mask(root))) },
];

/** Kinds that pixels of images show. */
export const IMAGE_DEFECTS: readonly Injected[] = [
  {
    kind: "wrong-channels",
    how: "alpha in one",
    spoil: async (root) => replace(root, await picture("a1").ensureAlpha().png().toBuffer()),
  },
  {
    kind: "wrong-channels",
    how: "grey in one",
    spoil: async (root) => replace(root, await picture("a1").toColourspace("b-w").png().toBuffer()),
  },
  {
    kind: "unknown-channels",
    how: "colours where grey is asked for",
    options: { channels: 1 },
    async spoil(root) {
      for (const id of IDS) {
        const grey = picture(id).greyscale().toColourspace("srgb");
        await write(image(root, id), await grey.jpeg({ quality: 92 }).toBuffer());
      }
      await replace(root, await picture("a1").png().toBuffer());
    },
  },
  {
    kind: "transparent-image",
    spoil: async (root) => replace(root, await picture("a1").ensureAlpha(0.5).png().toBuffer()),
  },
  {
    kind: "exif-rotation",
    spoil: async (root) =>
      write(image(root), await picture("a1").withMetadata({ orientation: 6 }).jpeg().toBuffer()),
  },
  {
    kind: "exif-orientation",
    spoil: async (root) =>
      write(image(root), await picture("a1").withMetadata({ orientation: 3 }).jpeg().toBuffer()),
  },
  {
    kind: "sixteen-bit",
    spoil: async (root) => replace(root, await picture("a1").toColourspace("rgb16").png().toBuffer()),
  },
  {
    kind: "palette-image",
    spoil: async (root) => replace(root, await picture("a1").png({ palette: true }).toBuffer()),
  },
  {
    kind: "constant-image",
    async spoil(root) {
      const background = { r: 9, g: 9, b: 9 };
      const create = { width: WIDTH, height: HEIGHT, channels: 3 as const, background };
      await replace(root, await sharp({ create }).png().toBuffer());
    },
  },
];

/** Kinds that masks show. */
export const MASK_DEFECTS: readonly Injected[] = [
  {
    kind: "size-mismatch",
    spoil: async (root) =>
      write(mask(root), await grey(maskValues("a1").slice(WIDTH), WIDTH).png().toBuffer()),
  },
  { kind: "coloured-mask", spoil: async (root) => write(mask(root), await picture("mask").png().toBuffer()) },
  {
    kind: "non-binary-mask",
    spoil: async (root) => write(mask(root), await grey(maskValues("a1"), WIDTH).blur(3).png().toBuffer()),
  },
  { kind: "lossy-mask", spoil: (root) => toJpeg(root) },
  { kind: "dilated-mask", options: { mask: "released" }, spoil: (root) => toJpeg(root) },
  { kind: "mask-stored-0-1", spoil: async (root) => write(mask(root), await maskFile(maskValues("a1", 1))) },
  {
    kind: "mask-stored-0-255",
    async spoil(root) {
      for (const id of IDS) if (id !== "a1") await write(mask(root, id), await maskFile(maskValues(id, 1)));
    },
  },
  {
    kind: "inverted-mask",
    spoil: async (root) => write(mask(root), await maskFile(maskValues("a1", 0, 255))),
  },
  { kind: "empty-mask", spoil: async (root) => write(mask(root), await maskFile(maskValues("a1", 0))) },
  { kind: "full-mask", spoil: async (root) => write(mask(root), await maskFile(maskValues("a1", 255, 255))) },
  { kind: "duplicate-mask", spoil: (root) => Deno.copyFile(mask(root, "a0"), mask(root)) },
];

async function toJpeg(root: string): Promise<void> {
  const soft = await grey(maskValues("a1"), WIDTH).jpeg({ quality: 60 }).toBuffer();
  await Deno.remove(mask(root));
  await write(`${root}/masks/a1.jpg`, soft);
}

/** Kinds that show between cases. */
export const SET_DEFECTS: readonly Injected[] = [
  { kind: "duplicate-image", spoil: (root) => Deno.copyFile(image(root, "a0"), image(root)) },
  {
    kind: "duplicate-across-splits",
    how: "in another format",
    async spoil(root) {
      for (const [id, old] of [["a0", "jpg"], ["c0", "jpg"]]) await Deno.remove(image(root, id, old));
      await write(image(root, "a0", "png"), await picture("a0").png().toBuffer());
      await write(image(root, "c0", "tif"), await picture("a0").tiff({ compression: "lzw" }).toBuffer());
    },
  },
  {
    kind: "near-duplicate-across-splits",
    how: "tinted and compressed",
    spoil: async (root) =>
      write(
        image(root, "c0"),
        await picture("a0").linear([0.8, 0.9, 0.7], [20, 10, 30]).jpeg({ quality: 50 }).toBuffer(),
      ),
  },
  {
    kind: "near-duplicate-across-splits",
    how: "turned and mirrored",
    spoil: async (root) => write(image(root, "c0"), await picture("a0").rotate(180).flop().jpeg().toBuffer()),
  },
  {
    kind: "patient-across-splits",
    spoil: (root) => write(`${root}/split.csv`, splitTable((id) => id.replace(/[ab]0/, "first"))),
  },
];

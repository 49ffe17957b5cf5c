import type { DefectKind } from "./kind.ts";

/** Masks that are not what they should be. */
export const MASK_KINDS = {
  "size-mismatch": {
    severity: "error",
    what: "image and mask of different sizes",
    todo: "export the mask at the image's size, by nearest neighbour",
  },
  "coloured-mask": {
    severity: "error",
    what: "a mask in colours",
    todo: "export class ids or black and white, not an overlay",
  },
  "non-binary-mask": {
    severity: "error",
    what: "a mask of many grey values",
    todo: "export black and white; was it resized with smoothing?",
    allow: "dataset.allow: [grey-edges]",
  },
  "lossy-mask": {
    severity: "warning",
    what: "a mask compressed with loss: grey edges, cut at half",
    todo: "use the PNG of the source, if there is one",
    allow: "allow",
  },
  "dilated-mask": {
    severity: "warning",
    what: "a mask whose grey edges count as foreground, so that it is wider than the truth",
    todo: 'use "mask: half" unless you repeat the paper\'s released code',
    allow: "allow",
  },
  "mask-stored-0-1": {
    severity: "warning",
    what: "a mask stored as 0 and 1 where the others are 0 and 255",
    todo: "store it as the others are: viewers show it black",
    fix: "writes it as 0 and 255, the original kept beside as .NAME.orig",
    allow: "allow",
  },
  "mask-stored-0-255": {
    severity: "warning",
    what: "a mask stored as 0 and 255 where the others hold class ids",
    todo: "store it as the others are",
    allow: "allow",
  },
  "inverted-mask": {
    severity: "warning",
    what: "a mask whose foreground lies all around its background",
    todo: "look at it in the contact sheet; swap black and white",
    allow: "allow",
  },
  "empty-mask": {
    severity: "error",
    what: "a mask without foreground",
    todo: "check it; where nothing is to be found, allow it",
    allow: "dataset.allow: [empty-mask]",
  },
  "full-mask": {
    severity: "error",
    what: "a mask without background",
    todo: "check it; was it exported all white?",
    allow: "dataset.allow: [full-mask]",
  },
  "unknown-label": {
    severity: "error",
    what: "a class id that the dataset does not name",
    todo: "correct the mask, or name the class",
  },
  "label-gap": {
    severity: "error",
    what: "a class that no training mask has",
    todo: "check the class ids: a network cannot learn what it never sees",
    allow: "allow",
  },
  "duplicate-mask": {
    severity: "warning",
    what: "the same mask for different images",
    todo: "check that each image has its own",
    allow: "allow",
  },
} as const satisfies Record<string, DefectKind>;

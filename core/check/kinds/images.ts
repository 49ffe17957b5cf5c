import type { DefectKind } from "./kind.ts";

/** Images whose content is odd. */
export const IMAGE_KINDS = {
  "wrong-channels": {
    severity: "warning",
    what: "an image with other channels than most (grey among colours, alpha in some)",
    todo: "export it as the others are; alpha is dropped, grey becomes three equal channels",
    allow: "allow",
  },
  "transparent-image": {
    severity: "warning",
    what: "an image with transparent pixels",
    todo: "look at it: what lies under the transparency is what the network sees",
    allow: "allow",
  },
  "exif-rotation": {
    severity: "error",
    what: "an image that EXIF turns and whose mask is not turned",
    todo: "remove the EXIF orientation, or turn the mask",
    fix: "sets the EXIF orientation to upright, the original kept beside as .NAME.orig",
  },
  "exif-orientation": {
    severity: "warning",
    what: "an image that EXIF turns or mirrors, with a mask of a size that fits both ways",
    todo: "look at its outline in the contact sheet; store the image upright",
    allow: "allow",
  },
  "sixteen-bit": {
    severity: "warning",
    what: "an image of 16 bits, read as 8 over the whole range",
    todo: "if it uses a small part of the range, export it as 8 bits with a window of your choice",
    allow: "allow",
  },
  "palette-image": {
    severity: "warning",
    what: "an image of at most 256 colours in a table",
    todo: "check that it was not reduced from true colours",
    allow: "allow",
  },
  "constant-image": {
    severity: "error",
    what: "an image of one colour",
    todo: "export it again, or take the case out",
    allow: "allow",
  },
  "not-finite": {
    severity: "error",
    what: "values that are NaN or infinite",
    todo: "replace them by the background's value when you export",
  },
} as const satisfies Record<string, DefectKind>;

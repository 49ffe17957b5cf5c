import type { DefectKind } from "./kind.ts";

/** Folders and tables that do not fit together. */
export const LISTING_KINDS = {
  "no-layout": {
    severity: "error",
    what: "a folder in none of the layouts that the dataset knows",
    todo: "check dataset.root and dataset.type; the reason says what was looked for",
  },
  "missing-mask": {
    severity: "error",
    what: "an image without a mask",
    todo: "add the mask, or move the image away",
  },
  "missing-image": {
    severity: "error",
    what: "a mask without an image",
    todo: "add the image, or move the mask away",
    allow: "dataset.allow: [extra-files]",
  },
  "extra-file": {
    severity: "error",
    what: "a file that belongs to no case",
    todo: "move it away",
    allow: "dataset.allow: [extra-files]",
  },
  "duplicate-id": {
    severity: "error",
    what: "two files for one case",
    todo: "keep one, rename the other",
  },
  "incomplete-archive": {
    severity: "error",
    what: "an archive that lacks cases",
    todo: "unzip it again, whole",
    allow: "dataset.allow: [partial]",
  },
  "split-table": {
    severity: "error",
    what: "a table of splits that does not fit the files",
    todo: "correct the line",
  },
  "dataset-json": {
    severity: "error",
    what: "a dataset.json that is wrong or does not fit the files",
    todo: "correct it; the reason says which entry",
  },
} as const satisfies Record<string, DefectKind>;

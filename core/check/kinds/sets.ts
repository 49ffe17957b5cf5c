import type { DefectKind } from "./kind.ts";

/** Cases that should not be together, or apart. */
export const SET_KINDS = {
  "duplicate-image": {
    severity: "warning",
    what: "the same image twice in one split",
    todo: "keep one: twice in training it counts double, with two masks it contradicts itself",
    allow: "allow",
  },
  "duplicate-across-splits": {
    severity: "error",
    what: "the same image in two splits",
    todo: "keep it in one: the network is measured on what it was trained on",
    allow: "allow",
  },
  "near-duplicate-across-splits": {
    severity: "error",
    what: "nearly the same image in two splits",
    todo: "look at both; pictures of one thing belong in one split (column patient of split.csv)",
    allow: "allow",
  },
  "patient-across-splits": {
    severity: "error",
    what: "a patient with images in two splits",
    todo: "move all of a patient's images into one split, or let dataset.folds do it",
    allow: "allow",
  },
} as const satisfies Record<string, DefectKind>;

/** Volumes whose labels are of one class, or do not lie where the image does. */
export const VOLUME_KINDS = {
  "empty-labels": {
    severity: "warning",
    what: "labels of a volume without foreground",
    todo: "check that nothing is to be found there; such cases are trained on as they are",
    allow: "allow",
  },
  "full-labels": {
    severity: "warning",
    what: "labels of a volume without background",
    todo: "check them; was the volume cropped to what is looked for?",
    allow: "allow",
  },
  "spacing-mismatch": {
    severity: "error",
    what: "image and labels of different voxel sizes",
    todo: "resample the labels to the image's grid by nearest neighbour",
  },
  "origin-mismatch": {
    severity: "error",
    what: "image and labels that begin at different places",
    todo: "copy the image's geometry if the voxels fit, else resample the labels",
    allow: "allow",
  },
  "orientation-mismatch": {
    severity: "error",
    what: "image and labels whose axes point in different directions",
    todo: "bring both to one orientation with the tool that wrote them",
  },
} as const satisfies Record<string, DefectKind>;

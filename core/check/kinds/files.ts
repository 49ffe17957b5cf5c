import type { DefectKind } from "./kind.ts";

/** Files that are not what they should be. */
export const FILE_KINDS = {
  "missing-file": {
    severity: "error",
    what: "a file is named and not there",
    todo: "put it back, or take the case out of the table that names it",
  },
  "empty-file": {
    severity: "error",
    what: "a file of 0 bytes",
    todo: "copy or download it again",
  },
  "truncated-file": {
    severity: "error",
    what: "a file that ends before its content does",
    todo: "copy or download it again; compare sizes with the source",
  },
  "damaged-file": {
    severity: "error",
    what: "a file whose content cannot be decoded",
    todo: "copy or download it again",
  },
  "not-an-image": {
    severity: "error",
    what: "content that is no image of a known format",
    todo: "look what it is (a saved web page, a text?), and put the image in its place",
  },
  "wrong-extension": {
    severity: "warning",
    what: "a name that says another format than the content has",
    todo: "rename it",
    fix: "renames the file, where no other has the new name",
    allow: "allow",
  },
  "wrong-format": {
    severity: "error",
    what: "a volume in another format than its name says",
    todo: "give it the ending that fits, or convert it",
  },
  "too-large": {
    severity: "error",
    what: "an image of more pixels than are read",
    todo: "cut it into tiles, or check its header",
  },
  "header-lies": {
    severity: "error",
    what: "a header that promises more pixels than the file can hold",
    todo: "copy it again; from a source you do not know, delete it",
  },
  "several-pages": {
    severity: "error",
    what: "a file of several images",
    todo: "write each page as a file of its own",
  },
  "unknown-depth": {
    severity: "error",
    what: "an image of other than 8 or 16 bits",
    todo: "convert it, saying which values become black and white",
  },
  "unknown-channels": {
    severity: "error",
    what: "an image that is neither grey nor RGB nor CMYK",
    todo: "write the channels that you want as RGB",
  },
  "volume-in-2d": {
    severity: "error",
    what: "a volume among pictures",
    todo: "use a dataset that reads volumes (nifti, decathlon), or export slices",
  },
  "symlink-loop": {
    severity: "error",
    what: "symbolic links that lead back to themselves",
    todo: "remove the link",
  },
  "broken-link": {
    severity: "error",
    what: "a symbolic link that leads nowhere",
    todo: "mount what it points to, or remove it",
  },
  "outside-root": {
    severity: "warning",
    what: "a file that lies outside the dataset's folder",
    todo: "copy it into the folder, so that the dataset is one thing to keep and to share",
    allow: "allow",
  },
  "unreadable": {
    severity: "error",
    what: "a file or folder that cannot be opened",
    todo: "check its permissions and the disk",
  },
} as const satisfies Record<string, DefectKind>;

import { FILE_KINDS } from "./files.ts";
import { IMAGE_KINDS } from "./images.ts";
import type { DefectKind } from "./kind.ts";
import { LISTING_KINDS } from "./listing.ts";
import { MASK_KINDS } from "./masks.ts";
import { SET_KINDS, VOLUME_KINDS } from "./sets.ts";

export type { DefectKind, Severity } from "./kind.ts";

/** Every kind of defect by its name, in the order in which they are told. */
export const DEFECT_KINDS: Readonly<Record<string, DefectKind>> = {
  ...LISTING_KINDS,
  ...FILE_KINDS,
  ...IMAGE_KINDS,
  ...MASK_KINDS,
  ...VOLUME_KINDS,
  ...SET_KINDS,
};

/** A defect without a name, or with one that a plugin brought. */
const OTHER: DefectKind = {
  severity: "error",
  what: "data that cannot be used",
  todo: "the reason says what was expected",
};

/** What is known of a kind, by its name. */
export function defectKind(name: string): DefectKind {
  return Object.hasOwn(DEFECT_KINDS, name) ? DEFECT_KINDS[name] : OTHER;
}

/** Names of the kinds that a config's `allow` accepts. */
export const ALLOWABLE: readonly string[] = Object.keys(DEFECT_KINDS).filter((name) =>
  DEFECT_KINDS[name].allow === "allow"
);

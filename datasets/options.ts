import { z } from "zod";
import type { MaskRule } from "./formats/mask.ts";

/** Defects that `allow` names, and what allowing them means. */
const ALLOWANCES = ["empty-mask", "full-mask", "grey-edges", "extra-files", "partial"] as const;

/** Options of every dataset that reads files. */
export function fileOptions() {
  return {
    root: z.string().min(1).describe("Folder of the dataset"),
    mask: z.enum(["half", "released"]).default("half").describe(
      "Foreground of a mask: at least half its range, or above 0 as in the paper's released code (widens JPEG masks)",
    ),
    allow: z.array(z.enum(ALLOWANCES)).default([]).describe(
      "Defects to accept: masks without foreground or background, grey edges without loss, files without a partner, " +
        "archives that are not complete",
    ),
  };
}

/** Share of the cases, 0 to below 1. */
export function share(part: number, what: string) {
  return z.number().min(0).lt(1).default(part).describe(what);
}

/** Mask rule of checked options. */
export function ruleOf(options: { mask: "half" | "released"; allow: readonly string[] }): MaskRule {
  return { threshold: options.mask, allow: new Set(options.allow) };
}

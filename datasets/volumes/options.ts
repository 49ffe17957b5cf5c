import { z } from "zod";
import { share } from "../options.ts";

/** Options of every dataset of volumes. */
export function volumeOptions() {
  return {
    root: z.string().min(1).describe("Folder of the dataset"),
    allow: z.array(z.enum(["extra-files", "partial"])).default([]).describe(
      "Defects to accept: files without a partner, fewer cases than dataset.json says",
    ),
    fold: z.int().min(0).default(0).describe(
      "Which fold of splits_final.json is trained on, where there is one",
    ),
    validation: share(
      0.2,
      "Part held out to choose the best checkpoint, where there is no splits_final.json",
    ),
    test: share(0, "Part held out for the test, where the dataset has no cases with truth for it"),
  };
}

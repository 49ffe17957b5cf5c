import { z } from "zod";
import { viewsSchema } from "./views.ts";

/** Option schemas that all losses here share. */
export const shape = {
  slot: z.string().optional().describe(
    "Slot whose features, pooled, stand for the image; the last one with the largest stride unless given",
  ),
  views: viewsSchema,
};

/** Schema of the size of a layer of a head. */
export function sizeSchema(standard: number, text: string): z.ZodDefault<z.ZodInt> {
  return z.int().min(1).default(standard).describe(text);
}

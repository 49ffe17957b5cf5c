import { z } from "zod";

/** Option schemas that all refiners here share. */
export const shape = {
  slots: z.array(z.string()).min(1).describe("Slots of the model to weigh, by name"),
  reduction: z.int().min(1).default(16).describe("Channels of the features for each one between the layers"),
};

/** Checked values of {@linkcode shape}. */
export type AttentionOptions = z.output<z.ZodObject<typeof shape>>;

/** Channels between the layers: a share of the features', at least 1. */
export function narrowed(channels: number, reduction: number): number {
  return Math.max(1, Math.floor(channels / reduction));
}

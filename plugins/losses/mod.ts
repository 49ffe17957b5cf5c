/**
 * Losses of segmentation itself.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { crossEntropy } from "./cross_entropy.ts";
import { dice } from "./dice.ts";

export { crossEntropy } from "./cross_entropy.ts";
export { dice, softDice } from "./dice.ts";
export type { SoftDiceOptions } from "./dice.ts";

/** Cross-entropy and soft Dice. */
const plugin: Plugin = { name: "@dragsaw/losses", apiVersion: 1, components: [crossEntropy, dice] };
export default plugin;

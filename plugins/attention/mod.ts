/**
 * Attention modules that UAFR is compared with, as refiners for the same slots: `se`, `cbam`, `bam`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { bam } from "./bam.ts";
import { cbam } from "./cbam.ts";
import { se } from "./se.ts";

export { bam } from "./bam.ts";
export { cbam } from "./cbam.ts";
export { se } from "./se.ts";

/** The refiners. */
const plugin: Plugin = { name: "@dragsaw/attention", apiVersion: 1, components: [se, cbam, bam] };
export default plugin;

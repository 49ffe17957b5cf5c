/**
 * Image-level self-supervised losses that PDCR is compared with: `byol`, `simclr`, `simsiam`, on the pooled deepest features
 * of two random views of each image, beside the segmentation loss.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { byol } from "./byol.ts";
import { simclr } from "./simclr.ts";
import { simsiam } from "./simsiam.ts";

export { byol } from "./byol.ts";
export { simclr } from "./simclr.ts";
export { simsiam } from "./simsiam.ts";
export { meanCosine, ntXent } from "./similarity.ts";
export { drawViews } from "./views.ts";
export type { ViewOptions } from "./views.ts";

/** The losses. */
const plugin: Plugin = { name: "@dragsaw/ssl", apiVersion: 1, components: [byol, simclr, simsiam] };
export default plugin;

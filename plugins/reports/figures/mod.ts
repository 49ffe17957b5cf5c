export { type CaseFigure, caseFigure } from "./case_figure.ts";
export * from "./case_pictures.ts";
export { type EmbeddingFigure, embeddingFigure, type EmbeddingPanel } from "./embedding_figure.ts";
export type { Descent } from "./embedding/descent.ts";
export { tsne, type TsneOptions } from "./embedding/tsne.ts";
export { umap, type UmapOptions } from "./embedding/umap.ts";
export { unitLength, type Vectors } from "./embedding/vectors.ts";
export { hasFont, rasterize } from "./rasterize.ts";
export type { ImageDraws } from "../statistics/image_draws.ts";
export type { Labelled } from "./separation/labelled.ts";
export {
  difference,
  figureDraws,
  type Interval,
  type Score,
  type Separation,
  separation,
} from "./separation/separation.ts";

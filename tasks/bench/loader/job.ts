/** What a side of the comparison of loaders is asked to load. */
export interface LoaderJob {
  /** Folder with `images` and `masks`. */
  readonly root: string;
  /** Height and width of a picture in a batch. */
  readonly size: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Data workers. */
  readonly workers: number;
  /** Whether pictures are decoded once and then kept in memory; each time they are wanted otherwise. */
  readonly kept: boolean;
}

import type { Job } from "../job.ts";

/** A job that any child takes. */
export const JOB: Job = { network: "unet2d", batch: 1, size: [8, 8], precision: "float32", threads: 1 };

/** Networks that train in no time. */
export const SMALL: readonly Job[] = [
  { ...JOB, batch: 2, size: [16, 16], width: 4, depth: 3 },
  { ...JOB, network: "unet3d", size: [16, 16, 16], width: 4, depth: 3 },
];

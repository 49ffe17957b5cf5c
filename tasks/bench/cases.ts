import type { Job } from "./job.ts";

/** A network to compare on. */
export interface Case {
  /** As given on the command line. */
  readonly name: string;
  /** In the table. */
  readonly title: string;
  /** What both sides build. */
  readonly job: Omit<Job, "precision" | "threads" | "layout">;
  /** Multiplications with addition that the forward pass of one image takes, in thousand millions. */
  readonly multiplyAdds: number;
  /** Whether ours is also compared with PyTorch as code is usually released: contiguous, default allocator, float32. */
  readonly released?: boolean;
}

const WHOLE = { network: "full", size: [384, 384] } as const;

/** What `deno task bench` measures, in this order. */
export const CASES: readonly Case[] = [
  {
    name: "unet2d",
    title: "U-Net, base 32, 5 levels, 256x256, batch 4",
    job: { network: "unet2d", batch: 4, size: [256, 256] },
    multiplyAdds: 12.1,
  },
  {
    name: "unet3d",
    title: "3D U-Net, base 32, 4 levels, 64x64x64, batch 2",
    job: { network: "unet3d", batch: 2, size: [64, 64, 64] },
    multiplyAdds: 56.7,
  },
  ...[2, 4].map((batch): Case => ({
    name: `full-b${batch}`,
    title: `DeepLabV3+ Xception, UAFR, PDCR, 384x384, batch ${batch}`,
    job: { ...WHOLE, batch },
    multiplyAdds: 48.0,
    released: true,
  })),
];

/** Floating-point operations of a training step, in thousand millions: backward takes twice the forward pass. */
export function gigaflops({ job: { batch }, multiplyAdds }: Case): number {
  return 3 * 2 * multiplyAdds * batch;
}

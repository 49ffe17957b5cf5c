import { fileURLToPath } from "node:url";
import type { Program } from "./child.ts";
import type { Job } from "./job.ts";

/** One way to run PyTorch. */
export interface Variant {
  /** In the table. */
  readonly name: string;
  /** Order of the axes of images and weights in memory. */
  readonly layout: NonNullable<Job["layout"]>;
  /** Environment of the process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Large tensors stay in glibc's heap, where by default each step maps and faults them anew. */
const TUNED = {
  MALLOC_MMAP_THRESHOLD_: "68719476736",
  MALLOC_TRIM_THRESHOLD_: "68719476736",
  MALLOC_TOP_PAD_: "1073741824",
};

/** As code is usually released. */
export const RELEASED: Variant = { name: "contiguous", layout: "contiguous", env: {} };

/** The ways of which PyTorch's fastest counts. */
export const VARIANTS: readonly Variant[] = [
  RELEASED,
  { name: "contiguous, tuned allocator", layout: "contiguous", env: TUNED },
  { name: "channels_last", layout: "channels_last", env: {} },
  { name: "channels_last, tuned allocator", layout: "channels_last", env: TUNED },
];

/** Our side: a Deno of its own. */
export function ours(): Program {
  return { command: Deno.execPath(), args: ["run", "--quiet", "--allow-all", beside("ours.ts")] };
}

/** PyTorch's side. @param python The executable. */
export function theirs(python: string, { env }: Pick<Variant, "env"> = { env: {} }): Program {
  return { command: python, args: ["-B", beside("peer.py")], env };
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

import { tf } from "@dragsaw/core/tensor";
import { gather } from "./gather.ts";
import { mean } from "./mean.ts";
import { replaceKernel } from "./replace.ts";
import { round } from "./round.ts";

/** Replaces the kernels of tfjs-node 4.22 that are wrong, or that stop a trace. */
export function registerFixes(): void {
  replaceKernel(tf.GatherV2, gather);
  replaceKernel(tf.Mean, mean);
  replaceKernel(tf.Round, round);
}

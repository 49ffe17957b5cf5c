import { maxPool2d } from "../../tensor/mod.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** The largest value under a `kernel` x `kernel` window that moves by `stride` (the kernel unless given). */
export function maxPool(
  channels: number,
  kernel: number,
  stride: number = kernel,
  padding: number = 0,
): Layer {
  return layer(channels, { kernel, stride, padding }, (x) => maxPool2d(x, kernel, stride, padding));
}

import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Drops units with probability `rate` in training (see {@linkcode Forward.dropout}); the identity in evaluation. */
export function dropout(channels: number, rate: number): Layer {
  return layer(channels, { kernel: 1 }, (x, forward) => forward.dropout(x, rate));
}

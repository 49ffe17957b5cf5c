import { covering, sequence, through, upConvolution, upsample } from "@dragsaw/core/model";
import type { Forward, Parameters, Slot } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { convolutions } from "./encoder.ts";
import type { Up } from "./options.ts";

/** A node of the decoder: joins what comes from below with features of its own size. */
export interface DecoderNode {
  /** Its one slot. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** What it returns. */
  readonly output: Slot;
  /** Features from `below` at twice the size, joined with `skips`. */
  forward(below: Tensor4D, skips: readonly Tensor4D[], forward: Forward): Tensor4D;
}

/** Shape of a {@linkcode decoderNode}. */
export interface DecoderNodeOptions {
  /** Half as large. */
  readonly below: Slot;
  /** Of its own size; its units lie where theirs do. */
  readonly skips: readonly Slot[];
  /** Channels out. */
  readonly to: number;
  /** How `below` is doubled. */
  readonly up: Up;
  /** 3x3 convolutions. */
  readonly count: number;
}

/** The node with the slot `name`: doubling, concatenation, convolutions. Weights under `name`. */
export function decoderNode(
  parameters: Parameters,
  name: string,
  { below, skips, to, up, count }: DecoderNodeOptions,
): DecoderNode {
  const scope = parameters.scope(name);
  const raise = up === "transpose"
    ? upConvolution(scope, "up", { from: below.channels, to })
    : upsample(below.channels);
  const raised = through(below, raise);
  const joined: Slot = {
    channels: skips.reduce((sum, { channels }) => sum + channels, raised.channels),
    field: [...skips.map(({ field }) => field), raised.field].reduce(covering),
  };
  const convs = sequence(...convolutions(scope, { from: joined.channels, to, count }));
  const output = through(joined, convs);
  return {
    slots: { [name]: output },
    output,
    forward(below, skips, forward) {
      const y = forward.region(
        [name],
        [below, ...skips],
        ([below, ...skips], forward) =>
          tf.tidy(() => {
            const raised = raise(below, forward);
            return convs(skips.length ? tf.concat([raised, ...skips], 3) : raised, forward);
          }),
      );
      return forward.tap(name, y);
    },
  };
}

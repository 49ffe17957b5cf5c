import { sequence, through, upConvolution, upsample, widest } from "@dragsaw/core/model";
import type { Forward, Parameters, Slot } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { convolutions } from "./encoder.ts";
import type { Up } from "./options.ts";

/** A level of the decoder: joins what comes from below with the skip of its own size. */
export interface DecoderLevel {
  /** Its slot, `decoder.i`. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** What it returns. */
  readonly output: Slot;
  /** Features from `below` at twice the size, joined with `skip`. */
  forward(below: Tensor4D, skip: Tensor4D, forward: Forward): Tensor4D;
}

/** Level `i` of the decoder, with as many channels as its `skip`. */
export function decoderLevel(
  parameters: Parameters,
  i: number,
  { below, skip, up, count }: { below: Slot; skip: Slot; up: Up; count: number },
): DecoderLevel {
  const scope = parameters.scope(`decoder.${i}`);
  const raise = up === "transpose"
    ? upConvolution(scope, "up", { from: below.channels, to: skip.channels })
    : upsample(below.channels);
  const raised = through(below, raise);
  const joined: Slot = {
    channels: raised.channels + skip.channels,
    field: widest(raised.field, skip.field),
  };
  const convs = sequence(...convolutions(scope, { from: joined.channels, to: skip.channels, count }));
  const slot = `decoder.${i}`, output = through(joined, convs);
  return {
    slots: { [slot]: output },
    output,
    forward(below, skip, forward) {
      const y = forward.region(
        [slot],
        [below, skip],
        ([below, skip], forward) =>
          tf.tidy(() => convs(tf.concat([raise(below, forward), skip], 3), forward)),
      );
      return forward.tap(slot, y);
    },
  };
}

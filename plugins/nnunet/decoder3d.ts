import { byAxis, convolution3d, through } from "@dragsaw/core/model";
import type { Forward3d, Layer3d, Parameters, ReceptiveField, Slot3d } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import type { Level } from "./options.ts";
import type { Design } from "./u_network.ts";

/** A level of the decoder: joins what comes from below with the skip of its own size. */
export interface DecoderLevel {
  /** Its slot, `decoder.i`. */
  readonly slots: Readonly<Record<string, Slot3d>>;
  /** What it returns. */
  readonly output: Slot3d;
  /** Logits from its output. */
  readonly head: Layer3d;
  /** Features from `below` at the size of `skip`, joined with it. */
  forward(below: Tensor5D, skip: Tensor5D, forward: Forward3d): Tensor5D;
}

/** What a level of the decoder joins. */
export interface DecoderInputs<L extends Level> {
  /** What comes from the level below. */
  readonly below: Slot3d;
  /** What comes from the encoder; what is raised has as many channels. */
  readonly skip: Slot3d;
  /** Units of this level to one of the level below. */
  readonly stride: Triple;
  /** Classes with background. */
  readonly classes: number;
  /** What the level is made of. */
  readonly design: Design<L>;
}

/** Level `i` of the decoder. */
export function decoderLevel<L extends Level>(
  parameters: Parameters,
  i: number,
  level: L,
  { below, skip, stride, classes, design }: DecoderInputs<L>,
): DecoderLevel {
  const scope = parameters.scope(`decoder.${i}`), to = skip.channels;
  const up = design.raise(scope, below.channels, to, stride);
  const raised = through(below, up);
  const joined: Slot3d = {
    channels: 2 * to,
    field: byAxis(raised.field, (field, axis) => meet(field, skip.field[axis])),
  };
  const convs = design.decode(scope, joined.channels, level), slot = `decoder.${i}`;
  const output = through(joined, convs), kernel: Triple = [1, 1, 1];
  const head = convolution3d(scope, "head", {
    from: output.channels,
    to: classes,
    kernel,
    bias: design.headBias,
  });
  return {
    slots: { [slot]: output },
    output,
    head,
    forward(below, skip, forward) {
      const y = forward.region(
        [slot],
        [below, skip],
        ([below, skip], forward) => tf.tidy(() => convs(tf.concat([up(below, forward), skip], 4), forward)),
      );
      return forward.tap(slot, y);
    },
  };
}

/**
 * The field where a raised path meets a skip: on the units of the skip, as wide as it takes to hold what both see. Strided
 * convolutions look around their first voxel, so that what comes from below is off the middle by part of a unit.
 */
function meet(raised: ReceptiveField, skip: ReceptiveField): ReceptiveField {
  return { ...skip, size: Math.max(skip.size, raised.size + 2 * Math.abs(raised.start - skip.start)) };
}

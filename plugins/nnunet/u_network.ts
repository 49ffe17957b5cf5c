import { chain, step, VOXEL } from "@dragsaw/core/model";
import type { BuildContext, Layer3d, Parameters, Slot3d, Stage3d, VolumeModel } from "@dragsaw/core/model";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import { type DecoderLevel, decoderLevel } from "./decoder3d.ts";
import type { Level } from "./options.ts";

/** What a U-shaped network on volumes is made of. Each part names its weights in the scope that it is given. */
export interface Design<L extends Level> {
  /** For messages, as in "the V-Net". */
  readonly name: string;
  /** Level `i` of the encoder, from `from` channels of the level above; the level's stride is its own. */
  encode(scope: Parameters, from: number, level: L, i: number): Layer3d;
  /** Brings features of the level below to the units of this one. */
  raise(scope: Parameters, from: number, to: number, stride: Triple): Layer3d;
  /** A level of the decoder, from `from` channels: what was raised, joined with the skip. */
  decode(scope: Parameters, from: number, level: L): Layer3d;
  /** Whether heads have a bias. */
  readonly headBias: boolean;
}

/** What networks on volumes are built in. */
export type VolumeContext = Pick<BuildContext, "parameters" | "channels" | "classes">;

/**
 * An encoder, a decoder that joins each of its levels, and a head at each level of the decoder for deep supervision. Slots:
 * `encoder.0` to `encoder.N-1` (every level's output, the skips among them), then `decoder.N-2` to `decoder.0`.
 *
 * @param levels From the finest to the deepest, at least 2.
 */
export function uNetwork<L extends Level>(
  design: Design<L>,
  levels: readonly L[],
  { parameters, channels, classes }: VolumeContext,
): VolumeModel {
  const last = levels.length - 1, encoder: Stage3d[] = [], decoder: DecoderLevel[] = [];
  let below: Slot3d = { channels, field: VOXEL };
  for (const [i, level] of levels.entries()) {
    const layer = design.encode(parameters.scope(`encoder.${i}`), below.channels, level, i);
    encoder.push(chain(below, [step(layer, `encoder.${i}`)]));
    below = encoder[i].output;
  }
  const unit = strideOf(below);
  for (let i = last - 1; i >= 0; i--) {
    const { stride } = levels[i + 1], skip = encoder[i].output;
    decoder.push(decoderLevel(parameters, i, levels[i], { below, skip, stride, classes, design }));
    below = decoder[decoder.length - 1].output;
  }
  return {
    axes: 3,
    slots: Object.assign({}, ...[...encoder, ...decoder].map(({ slots }) => slots)),
    resolutions: decoder.toReversed().map(({ output }) => strideOf(output)),
    forward(volumes, forward) {
      requireMultiples(volumes, unit, design.name);
      const skips: Tensor5D[] = [], logits: Tensor5D[] = [];
      let x = volumes;
      for (const stage of encoder) skips.push(x = stage.forward(x, forward));
      skips.pop();
      for (const level of decoder) {
        x = level.forward(x, skips.pop() as Tensor5D, forward);
        logits.unshift(level.head(x, forward));
      }
      return logits;
    },
  };
}

function strideOf({ field }: Slot3d): Triple {
  return [field[0].jump, field[1].jump, field[2].jump];
}

function requireMultiples({ shape }: Tensor5D, unit: Triple, name: string): void {
  const size = shape.slice(1, 4);
  if (unit.every((n, axis) => size[axis] % n === 0)) return;
  throw new RangeError(
    `Cannot run the ${name} on volumes of ${size.join(" x ")}: the sides must be multiples of ${
      unit.join(" x ")
    }`,
  );
}

import type { Triple } from "../../tensor/mod.ts";
import type { Tensor5D } from "../../tensor/tf.ts";
import type { Forward, Slot } from "../model.ts";
import { grow, PIXEL } from "../receptive_field.ts";
import type { ReceptiveField, Window } from "../receptive_field.ts";
import type { Stage } from "./chain.ts";
import { newLayer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** What one unit sees of a volume along each axis: depth, height, width. */
export type VolumeField = readonly [ReceptiveField, ReceptiveField, ReceptiveField];
/** A named place in a network on volumes. */
export type Slot3d = Slot<VolumeField>;
/** How a forward pass on volumes is run. */
export type Forward3d = Forward<Tensor5D>;
/** A part of a network on volumes: features `[B, d, h, w, C]` in, features out. */
export type Layer3d = Layer<Tensor5D, VolumeField>;
/** A part of a network on volumes that owns slots. */
export type Stage3d = Stage<Tensor5D, VolumeField>;

/** The volume itself. */
export const VOXEL: VolumeField = [PIXEL, PIXEL, PIXEL];

/** What `change` makes of a field axis by axis. */
export function byAxis(
  field: VolumeField,
  change: (field: ReceptiveField, axis: 0 | 1 | 2) => ReceptiveField,
): VolumeField {
  return [change(field[0], 0), change(field[1], 1), change(field[2], 2)];
}

/** Kernel geometry by axis. */
export interface Window3d {
  /** Taps. */
  readonly kernel: Triple;
  /** Units of the input between outputs. */
  readonly stride: Triple;
  /** Zeros before the first unit. */
  readonly padding: Triple;
}

/** A layer on volumes from its function and its kernel geometry. */
export function layer3d(
  channels: number,
  { kernel, stride, padding }: Window3d,
  apply: (x: Tensor5D, forward: Forward3d) => Tensor5D,
): Layer3d {
  const window = (axis: number): Window => ({
    kernel: kernel[axis],
    stride: stride[axis],
    padding: padding[axis],
  });
  return newLayer(
    channels,
    (input: VolumeField) => byAxis(input, (field, axis) => grow(field, window(axis))),
    apply,
  );
}

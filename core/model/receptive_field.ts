/**
 * What one unit of a layer sees of the image, along one axis (Araujo, Norris and Sim, Distill 2019): `size` pixels, units
 * `jump` pixels apart, unit 0 centred on pixel coordinate `start` (pixel i has its centre at i).
 */
export interface ReceptiveField {
  /** Pixels seen. */
  readonly size: number;
  /** Pixels between neighbouring units: the stride of the layer. */
  readonly jump: number;
  /** Centre of unit 0. */
  readonly start: number;
}

/** Kernel geometry of one layer along one axis. */
export interface Window {
  /** Taps. */
  readonly kernel: number;
  /** Units of the input between outputs. */
  readonly stride?: number;
  /** Zeros before the first unit. */
  readonly padding?: number;
  /** Spacing of the taps. */
  readonly dilation?: number;
}

/** The image itself. */
export const PIXEL: ReceptiveField = { size: 1, jump: 1, start: 0 };

/** The field after one more layer: size += d (k - 1) j, start += (d (k - 1) / 2 - p) j, jump *= s. */
export function grow(
  field: ReceptiveField,
  { kernel, stride = 1, padding = 0, dilation = 1 }: Window,
): ReceptiveField {
  const reach = dilation * (kernel - 1);
  return {
    size: field.size + reach * field.jump,
    jump: field.jump * stride,
    start: field.start + (reach / 2 - padding) * field.jump,
  };
}

/** What units see that lie where those of `field` do and see what those of `other` do too, an even way to both sides. */
export function covering(field: ReceptiveField, other: ReceptiveField): ReceptiveField {
  const { jump } = widest(field, other), apart = Math.abs(other.start - field.start);
  return { size: Math.max(field.size, other.size + 2 * apart), jump, start: field.start };
}

/** Where two paths meet the larger field counts; its units must lie on the same pixels. */
export function widest(a: ReceptiveField, b: ReceptiveField): ReceptiveField {
  if (a.jump !== b.jump) throw new RangeError(`Cannot join paths with strides ${a.jump} and ${b.jump}`);
  return a.size >= b.size ? a : b;
}

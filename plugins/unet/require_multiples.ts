import type { Tensor4D } from "@dragsaw/core/tensor";

/**
 * Checks that images can be halved as often as a network does it.
 *
 * @param unit What height and width must be multiples of.
 * @param instead What else helps, for the message.
 * @throws {RangeError} which sizes near by do.
 */
export function requireMultiples(
  { shape: [, height, width] }: Pick<Tensor4D, "shape">,
  unit: number,
  instead: string,
): void {
  if (height % unit === 0 && width % unit === 0) return;
  const near = (n: number) =>
    n < unit ? `${unit}` : n % unit ? `${n - n % unit} or ${n - n % unit + unit}` : `${n}`;
  throw new RangeError(
    `Cannot run the U-Net on images of ${height} x ${width}: height and width must be multiples of ${unit} ` +
      `(height ${near(height)}, width ${near(width)}), or ${instead} less`,
  );
}

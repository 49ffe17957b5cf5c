/**
 * Zeros on each side that keep the size of a map at stride 1: dilation (kernel - 1) / 2.
 *
 * @throws {RangeError} when that is not a whole number.
 */
export function evenPadding(kernel: number, dilation: number): number {
  const padding = dilation * (kernel - 1) / 2;
  if (!Number.isInteger(padding)) {
    throw new RangeError(
      `Cannot pad a kernel of ${kernel} with dilation ${dilation} evenly: give the padding or an odd kernel`,
    );
  }
  return padding;
}

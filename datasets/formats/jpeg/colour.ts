/** Red, perhaps beyond a byte, of a brightness and a colour, both as bytes: ITU-R BT.601 as JFIF has it, in 16 bits behind the point. */
export function redOf(light: number, red: number): number {
  return light + ((91881 * (red - 128) + 32768) >> 16);
}

/** Green of a brightness and both colours. */
export function greenOf(light: number, blue: number, red: number): number {
  return light + ((32768 - 22554 * (blue - 128) - 46802 * (red - 128)) >> 16);
}

/** Blue of a brightness and a colour. */
export function blueOf(light: number, blue: number): number {
  return light + ((116130 * (blue - 128) + 32768) >> 16);
}

/** The nearest byte. */
export function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

import type { Random } from "@dragsaw/core/data";

/** Draws `count` thin dark arcs over an RGB image, in place. */
export function drawHairs(
  pixels: Float32Array,
  height: number,
  width: number,
  count: number,
  random: Random,
): void {
  const side = Math.min(height, width);
  for (let hair = 0; hair < count; hair++) {
    const [x0, y0] = [random.between(0, width), random.between(0, height)];
    const angle = random.between(0, 2 * Math.PI), bend = random.between(-2, 2);
    const length = random.between(0.3, 0.9) * side,
      thickness = random.between(0.4, 0.9) * Math.max(1, side / 128);
    const dark = random.between(0.15, 0.4);
    const cover = new Float32Array(height * width);
    for (let s = 0; s < length; s += 0.5) {
      const t = angle + bend * s / length;
      dab(cover, height, width, x0 + s * Math.cos(t), y0 + s * Math.sin(t), thickness);
    }
    for (let i = 0; i < cover.length; i++) {
      if (cover[i] === 0) continue;
      for (let c = 0; c < 3; c++) pixels[3 * i + c] *= 1 - cover[i] * (1 - dark);
    }
  }
}

/** Covers the pixels around (x, y), fading out over one pixel beyond `radius`; overlapping dabs do not add up. */
function dab(cover: Float32Array, height: number, width: number, x: number, y: number, radius: number): void {
  const reach = Math.ceil(radius + 1);
  for (
    let row = Math.max(0, Math.floor(y) - reach);
    row <= Math.min(height - 1, Math.floor(y) + reach);
    row++
  ) {
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(width - 1, Math.floor(x) + reach);
      column++
    ) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const i = row * width + column;
      cover[i] = Math.max(cover[i], Math.min(1, Math.max(0, radius + 1 - distance)));
    }
  }
}

import type { Raster } from "@dragsaw/core/data";

/** Rows of 5 pixels each, from the top. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  A: [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
  I: [".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."],
  L: ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
  P: ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."],
  R: ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
  S: [".####", "#....", "#....", ".###.", "....#", "....#", "####."],
};
const WIDTH = 5, HEIGHT = 7;

/**
 * Writes the letters of the edges into an RGB picture: in white within black, so that they can be read on anything.
 *
 * @param edges Letters A, I, L, P, R or S for left, right, top and bottom. @param scale Pixels of a dot of a letter.
 * @returns The same picture.
 */
export function drawEdges(picture: Raster, edges: readonly string[], scale: number): Raster {
  const { height, width } = picture;
  const across = WIDTH * scale, down = HEIGHT * scale, space = 2 * scale;
  // None where they would cover what is shown
  if (width < 6 * across || height < 5 * down) return picture;
  const middle = [(width - across) >> 1, (height - down) >> 1];
  const places = [[space, middle[1]], [width - across - space, middle[1]], [middle[0], space], [
    middle[0],
    height - down - space,
  ]];
  places.forEach(([left, top], i) => {
    for (const reach of [scale, 0]) drawLetter(picture, GLYPHS[edges[i]], { left, top, scale, reach });
  });
  return picture;
}

/** Squares of a letter, grown by `reach`: black where grown. */
function drawLetter(
  { width, data }: Raster,
  rows: readonly string[],
  { left, top, scale, reach }: Readonly<Record<"left" | "top" | "scale" | "reach", number>>,
): void {
  rows.forEach((row, y) =>
    [...row].forEach((mark, x) => {
      if (mark !== "#") return;
      for (let v = top + y * scale - reach; v < top + (y + 1) * scale + reach; v++) {
        const from = (v * width + left + x * scale - reach) * 3;
        (data as Uint8Array).fill(reach > 0 ? 0 : 255, from, from + (scale + 2 * reach) * 3);
      }
    })
  );
}

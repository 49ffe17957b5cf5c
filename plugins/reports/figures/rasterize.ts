/** An SVG as PNG, twice its size in pixels, of few colours: small enough for a repository. */
export async function rasterize(svg: string): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const image = sharp(new TextEncoder().encode(svg), { density: 144, limitInputPixels: false });
  return new Uint8Array(await image.png({ palette: true, compressionLevel: 9 }).toBuffer());
}

/** Whether {@linkcode rasterize} can write: without a font on the machine, every letter is the same box. */
export async function hasFont(): Promise<boolean> {
  const letter = (text: string) =>
    rasterize(
      `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="2" y="16">${text}</text></svg>`,
    );
  const [one, other] = await Promise.all(["i", "W"].map(letter));
  return one.length !== other.length || one.some((byte, at) => byte !== other[at]);
}

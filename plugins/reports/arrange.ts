import type { Raster } from "@dragsaw/core/data";

/** RGB pictures from left to right; lower ones are centred on black. @param gap Pixels between them. */
export function beside(parts: readonly Raster[], gap = 0): Raster {
  const height = Math.max(...parts.map((part) => part.height));
  const width = parts.reduce((sum, part) => sum + part.width, gap * (parts.length - 1));
  const data = new Uint8Array(height * width * 3);
  let left = 0;
  for (const part of parts) {
    const top = (height - part.height) >> 1, row = part.width * 3;
    for (let y = 0; y < part.height; y++) {
      data.set(part.data.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * 3);
    }
    left += part.width + gap;
  }
  return { height, width, channels: 3, data };
}

/** RGB pictures of one width from top to bottom. @param gap Pixels between them. */
export function below(parts: readonly Raster[], gap = 0): Raster {
  const [{ width }] = parts;
  const height = parts.reduce((sum, part) => sum + part.height, gap * (parts.length - 1));
  const data = new Uint8Array(height * width * 3);
  let top = 0;
  for (const part of parts) {
    data.set(part.data, top * width * 3);
    top += part.height + gap;
  }
  return { height, width, channels: 3, data };
}

import { extname, join } from "../shared/paths.ts";

const EXTENSIONS = [".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".avif"];

/**
 * Images among `inputs`: files as named, folders by extension, sorted and without the folders' own subfolders.
 *
 * @throws {Deno.errors.NotFound} naming what is not there.
 */
export async function listImages(inputs: readonly string[]): Promise<{ images: string[]; others: string[] }> {
  const images = new Set<string>(), others: string[] = [];
  for (const input of inputs) {
    const info = await stat(input);
    if (!info.isDirectory) {
      images.add(input);
      continue;
    }
    const names: string[] = [];
    for await (const entry of Deno.readDir(input)) if (!entry.name.startsWith(".")) names.push(entry.name);
    for (const name of names.sort()) {
      const path = join(input, name);
      const file = !(await stat(path)).isDirectory && EXTENSIONS.includes(extname(name).toLowerCase());
      if (file) images.add(path);
      else others.push(path);
    }
  }
  return { images: [...images], others };
}

async function stat(path: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new Deno.errors.NotFound(`There is no file or folder "${path}"`);
    }
    throw error;
  }
}

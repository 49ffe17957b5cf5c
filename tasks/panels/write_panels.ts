import { writeAtomic } from "@dragsaw/core";
import { type CaseFigure, caseFigure, fileName, rasterize } from "@dragsaw/reports";
import { join } from "../shared/paths.ts";

/** Cases on the picture of all of them, at most. */
const MOST = 12;

/** Writes a PNG a case, and one of the first twelve. @returns The files. */
export async function writePanels(figure: CaseFigure, out: string): Promise<string[]> {
  const write = async (file: string, rows: CaseFigure["rows"]) => {
    await writeAtomic(file, await rasterize(await caseFigure({ ...figure, rows })));
    return file;
  };
  await Deno.mkdir(out, { recursive: true });
  const files = [];
  for (const row of figure.rows) files.push(await write(join(out, `${fileName(row.id)}.png`), [row]));
  return [...files, await write(join(out, "panels.png"), figure.rows.slice(0, MOST))];
}

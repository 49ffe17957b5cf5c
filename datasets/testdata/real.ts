import { verifyDatasets } from "@dragsaw/core/check";
import type { Defect } from "@dragsaw/core/data";
import { open } from "./files.ts";

/** Real images beside a developer's checkout; never part of the project. */
export const REAL: string = new URL("../../../shared/data/", import.meta.url).pathname;

/** Whether they are missing. */
export const ignore: boolean = !exists(`${REAL}README.md`);

/** Why a test is skipped, for its name. */
export const reason: string = ignore ? ` (skipped: no real images in ${REAL})` : "";

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

/** Opens a real dataset and verifies it. */
export async function verifyReal(type: string, name: string, options: Record<string, unknown> = {}) {
  const defects: Defect[] = [];
  const dataset = await open(type, `${REAL}${name}`, options, 0, (defect) => defects.push(defect));
  return await verifyDatasets([{ dataset, defects }]);
}

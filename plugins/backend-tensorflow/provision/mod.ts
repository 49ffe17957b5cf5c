/**
 * Finds TensorFlow's library on this machine, or fetches it.
 *
 * @module
 */
import type { Progress } from "@dragsaw/core/tensor";
import { archive } from "./archive.ts";
import { cache } from "./cache.ts";
import { named, VARIABLE } from "./named.ts";
import { python } from "./python.ts";
import { defaultSettings, type Settings, type Source } from "./settings.ts";
import { system } from "./system.ts";
import { messageOf } from "./text.ts";
import type { Attempt, Found, NotFound } from "./types.ts";
import { wheel } from "./wheel.ts";

export { cacheContents } from "./cache.ts";
export { type Gpu, type NvidiaReport, nvidiaReport } from "./nvidia.ts";
export { cacheFolder, type Target } from "./platform.ts";
export { quietly } from "./quietly.ts";
export type { Archive, Wheel } from "./releases.ts";
export { defaultSettings } from "./settings.ts";
export type { Limits, Settings } from "./settings.ts";
export { formatBytes } from "@dragsaw/core/files";
export { type Acceptance, type Attempt, explain, type Found, type NotFound } from "./types.ts";

/** Where the library is looked for, in this order. */
const SOURCES: readonly Source[] = [named, system, python, cache, archive, wheel];

let outcome: Promise<Found | NotFound> | undefined;

/**
 * Looks for a TensorFlow library that opens here and is new enough: the one that `DRAGSAW_LIBTENSORFLOW` names (and then
 * no other), the loader's folders, an installed Python package, our cache, the official archive, the Python wheel. The
 * accepted library is open afterwards and stays so: TensorFlow cannot be unloaded safely. Never throws. One search serves
 * the process; with `overrides` it is made anew.
 *
 * @param progress Told about downloads and unpacking, with a fraction of 0 to 1 where one is known.
 * @param overrides Replaces parts of {@linkcode defaultSettings}.
 */
export function findLibrary(
  progress: Progress = () => {},
  overrides?: Partial<Settings>,
): Promise<Found | NotFound> {
  if (overrides) return search(progress, { ...defaultSettings(), ...overrides });
  return outcome ??= search(progress, defaultSettings());
}

async function search(progress: Progress, settings: Settings): Promise<Found | NotFound> {
  const attempts: Attempt[] = [];
  for (const source of SOURCES) {
    const found = await trySource(source, settings, progress, attempts);
    if (found) return found;
    // Whoever names a library must not be given another one in silence.
    if (source === named && settings.environment(VARIABLE)) break;
  }
  return { ok: false, attempts };
}

/** The first offer of a source that can be opened; the refused ones are noted. */
async function trySource(
  source: Source,
  settings: Settings,
  progress: Progress,
  attempts: Attempt[],
): Promise<Found | null> {
  const note = (found: string | null, refused: string | null) =>
    attempts.push({ source: source.name, found, refused });
  try {
    for await (const offer of source.offers(settings, progress)) {
      if ("refused" in offer) {
        note(offer.found, offer.refused);
        continue;
      }
      const { file } = offer;
      const opened = await settings.accept(file);
      note(file, opened.ok ? null : opened.reason);
      if (opened.ok) {
        return { ok: true, file, source: source.name, version: opened.version, log: opened.log, attempts };
      }
    }
  } catch (error) {
    note(null, messageOf(error));
  }
  return null;
}

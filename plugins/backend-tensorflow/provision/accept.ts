import { pin } from "../pin.ts";
import { flawOf } from "./object_file.ts";
import { HERE, type Target } from "./platform.ts";
import { quietly } from "./quietly.ts";
import type { Acceptance } from "./types.ts";

/** Oldest TensorFlow whose C API and kernels serve: the one tfjs-node 4.22 was built on. */
const OLDEST: readonly [number, number] = [2, 9];

// Optional, since a required symbol that is missing makes Deno unload the library.
const SYMBOLS = {
  TF_Version: { parameters: [], result: "pointer", optional: true },
  TFE_NewContext: { parameters: ["pointer", "pointer"], result: "pointer", optional: true },
} as const;

/**
 * Opens a candidate and asks for its version. It stays in the process: unloading TensorFlow crashes it at its
 * end, and whoever opens the file again gets the same copy.
 */
export async function accept(file: string, target: Target = HERE): Promise<Acceptance> {
  try {
    const flaw = await flawOf(file, target);
    if (flaw !== null) return { ok: false, reason: flaw };
    const { value: library, log } = quietly(() => {
      pin(file);
      return Deno.dlopen(file, SYMBOLS);
    });
    const { TF_Version: version, TFE_NewContext: context } = library.symbols;
    if (version === null || context === null) {
      library.close();
      const missing = version === null ? "TF_Version" : "TFE_NewContext";
      return { ok: false, reason: `has no ${missing}: it is not TensorFlow's C library` };
    }
    const found = Deno.UnsafePointerView.getCString(version()!);
    const reason = refusalOf(found);
    return reason === null ? { ok: true, version: found, log } : { ok: false, reason };
  } catch (error) {
    return { ok: false, reason: loaderMessage(error, file) };
  }
}

/** Why a version does not serve, or null. */
export function refusalOf(version: string): string | null {
  const match = /^(\d+)\.(\d+)/.exec(version);
  if (match === null) return `gives a version that does not parse: ${version}`;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return enough ? null : `is TensorFlow ${version}, older than ${OLDEST.join(".")}`;
}

/** The loader's own words, without Deno's repeated preface and the path that stands beside it anyway. */
function loaderMessage(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^(Could not open library: )+/, "").replace(`${file}: `, "");
}

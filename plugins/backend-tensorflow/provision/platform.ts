import { join } from "node:path";

/** System and processor that a library is for, in Deno's words (`linux`, `x86_64`). */
export interface Target {
  /** `linux`, `darwin` or `windows`. */
  readonly os: string;
  /** `x86_64` or `aarch64`. */
  readonly arch: string;
}

/** The machine this runs on. */
export const HERE: Target = { os: Deno.build.os, arch: Deno.build.arch };

/** File names TensorFlow's library goes by, best first: the Python wheel's, then the C archive's. */
export function libraryNames(target: Target): readonly string[] {
  if (target.os === "darwin") {
    return ["libtensorflow_cc.2.dylib", "libtensorflow.2.dylib", "libtensorflow.dylib"];
  }
  if (target.os === "windows") return ["tensorflow.dll"];
  return ["libtensorflow_cc.so.2", "libtensorflow.so.2", "libtensorflow.so"];
}

/**
 * Folder that Dragsaw keeps downloads in: `DRAGSAW_CACHE`, else the platform's place for caches.
 *
 * @throws {Error} where neither that nor a home folder is set.
 */
export function cacheFolder(target: Target, environment: (name: string) => string | undefined): string {
  const own = environment("DRAGSAW_CACHE");
  if (own) return own;
  if (target.os === "windows") {
    const local = environment("LOCALAPPDATA");
    if (local) return join(local, "dragsaw", "cache");
  } else {
    const shared = environment("XDG_CACHE_HOME");
    if (shared) return join(shared, "dragsaw");
    const home = environment("HOME");
    if (home) return join(home, target.os === "darwin" ? "Library/Caches" : ".cache", "dragsaw");
  }
  throw new Error("Cannot place the cache: no home folder is set; set DRAGSAW_CACHE to a folder");
}

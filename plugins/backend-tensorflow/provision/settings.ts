import type { Progress } from "@dragsaw/core/tensor";
import { accept } from "./accept.ts";
import { loaderFolders } from "./loader_path.ts";
import { nvidiaAnswers } from "./nvidia.ts";
import { cacheFolder, HERE, type Target } from "./platform.ts";
import { type Archive, archiveFor, ARCHIVES, type Wheel, wheelFor } from "./releases.ts";
import type { Acceptance, Offer } from "./types.ts";

/** Time limits of one attempt, in milliseconds. */
export interface Limits {
  /** Until the other side answers. */
  readonly connect: number;
  /** Without a further byte. */
  readonly stall: number;
}

/** What the search depends on; tests replace parts of it. */
export interface Settings {
  /** Machine that the library is for. */
  readonly target: Target;
  /** Environment variable by name. */
  readonly environment: (name: string) => string | undefined;
  /** Folders that the system's loader looks in. */
  readonly folders: () => Promise<readonly string[]>;
  /** Folder for downloads and unpacked libraries. */
  readonly cache: () => string;
  /** Address that archive paths are appended to. */
  readonly archives: string;
  /** The archive to fetch, given whether an NVIDIA driver answers. */
  readonly archive: (gpu: boolean) => Archive | null;
  /** The wheel to fetch, or null where there is none for the target. */
  readonly wheel: Wheel | null;
  /** Python to ask for an installed TensorFlow and for pip. */
  readonly python: string;
  /** Whether an NVIDIA driver answers. */
  readonly nvidia: () => boolean;
  /** Opens a candidate. */
  readonly accept: (file: string) => Promise<Acceptance>;
  /** How long to wait for others. */
  readonly limits: Limits;
}

/** One step of the search: offers what it has, best first, and goes on when an offer was refused. */
export interface Source {
  /** Name in an attempt. */
  readonly name: string;
  /** A thrown error counts as a refusal with its message. */
  readonly offers: (settings: Settings, progress: Progress) => AsyncGenerator<Offer>;
}

/** Settings for this machine. */
export function defaultSettings(): Settings {
  const environment = (name: string) => Deno.env.get(name);
  return {
    target: HERE,
    environment,
    folders: () => loaderFolders(HERE, environment),
    cache: () => cacheFolder(HERE, environment),
    archives: ARCHIVES,
    archive: (gpu) => archiveFor(HERE, gpu),
    wheel: wheelFor(HERE),
    python: HERE.os === "windows" ? "python" : "python3",
    nvidia: nvidiaAnswers,
    accept: (file) => accept(file),
    limits: { connect: 8_000, stall: 30_000 },
  };
}

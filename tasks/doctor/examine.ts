import { js } from "@dragsaw/backend-js";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import {
  type Attempt,
  cacheContents,
  defaultSettings,
  findLibrary,
  type NvidiaReport,
  nvidiaReport,
} from "@dragsaw/backend-tensorflow/provision";
import { type BackendFactory, openBackend, type Probe, type Progress, tf } from "@dragsaw/core/tensor";
import { type Machine, machine } from "./machine.ts";
import { type Proof, prove } from "./proof.ts";

/** Everything the doctor found. */
export interface Findings {
  /** Whether TensorFlow runs here. */
  readonly usable: boolean;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Machine;
  readonly nvidia: NvidiaReport;
  /** Where the library was sought; what TensorFlow wrote while it opened. */
  readonly library: { readonly attempts: readonly Attempt[]; readonly log: string };
  /** What each backend says about itself. */
  readonly backends: readonly ({ readonly name: string } & Probe)[];
  /** The backend that opened, in its own words. */
  readonly environment: Readonly<Record<string, string | number | boolean>>;
  readonly proof: Proof;
  readonly cache: { readonly folder: string; readonly entries: readonly { name: string; bytes: number }[] };
  /** `DRAGSAW_*` variables that are set. */
  readonly variables: Readonly<Record<string, string>>;
}

const FACTORIES = [tensorflow, js];
const VARIABLES = ["DRAGSAW_BACKEND", "DRAGSAW_LIBTENSORFLOW", "DRAGSAW_CACHE", "DRAGSAW_OFFLINE"];

/** Looks at everything, opens the best backend and has it multiply two matrices. */
export async function examine(progress?: Progress): Promise<Findings> {
  const found = await findLibrary(progress);
  const backends: ({ name: string } & Probe)[] = [];
  for (const { name, probe } of FACTORIES) backends.push({ name, ...await probe(progress) });
  // With its probe at hand, and insisting on nothing: what does not run is told, and the next one is looked at.
  const factories = FACTORIES.map((factory, i): BackendFactory => ({
    ...factory,
    probe: () => Promise.resolve({ ...backends[i], insisted: false }),
  }));
  const { backend, refused } = await openBackend(factories, undefined, progress);
  const usable = backend.name === tensorflow.name;
  const settings = defaultSettings();
  return {
    usable,
    versions: {
      deno: Deno.version.deno,
      v8: Deno.version.v8,
      tfjs: tf.version.tfjs,
      tensorflow: found.ok ? found.version : "none",
      sharp: await sharpVersion(),
    },
    machine: machine(),
    nvidia: nvidiaReport(),
    library: { attempts: found.attempts, log: String(backend.environment.log ?? "") },
    // What only opening showed counts as well.
    backends: backends.map((probe) => {
      const refusal = refused.find(({ name }) => name === probe.name);
      return refusal ? { name: probe.name, ok: false, reason: refusal.reason } : probe;
    }),
    environment: backend.environment,
    proof: await prove(usable ? 1024 : 256),
    cache: { folder: settings.cache(), entries: await cacheContents(settings) },
    variables: Object.fromEntries(
      VARIABLES.map((name) => [name, Deno.env.get(name) ?? ""]).filter(([, value]) => value !== ""),
    ),
  };
}

/** Version of the image decoder and of the library in it, or why it does not load. */
async function sharpVersion(): Promise<string> {
  try {
    const { default: sharp } = await import("sharp");
    return `${sharp.versions.sharp} (libvips ${sharp.versions.vips})`;
  } catch (error) {
    return `does not load: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
}

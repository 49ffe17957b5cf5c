import type { Backend, BackendFactory, Kernels, Probe, Progress } from "./backend.ts";
import { tf } from "./tf.ts";

/** No backend, or not the wanted one, can be had here; says why. */
export class BackendError extends Error {
  /** Name of the class. */
  override name = "BackendError";
}

/** A backend that was not taken, and why. */
export interface Refusal {
  /** The factory's name. */
  readonly name: string;
  /** What its probe or its opening said. */
  readonly reason: string;
}

/** The backend in use, and those before it in the order that could not be had. */
export interface Opened {
  /** The active backend. */
  readonly backend: Backend;
  /** Tell the user of these: what runs now is slower. */
  readonly refused: readonly Refusal[];
}

let active: Backend | undefined;

/** The activated backend, unless tfjs was since told to use another one. */
export function currentBackend(): Backend | undefined {
  return active?.name === tf.getBackend() ? active : undefined;
}

/**
 * Makes every op from now on run on `backend`.
 *
 * @throws {Error} when the backend is not registered with tfjs or cannot be initialised.
 */
export async function activate(backend: Backend): Promise<void> {
  if (!await tf.setBackend(backend.name)) {
    throw new Error(`Cannot activate backend "${backend.name}": tfjs could not initialise it`);
  }
  active = backend;
}

/** The backend that ops run on. @throws {Error} when none was activated. */
export function activeBackend(): Backend {
  const backend = currentBackend();
  if (!backend) {
    throw new Error("Cannot use a backend: none is active, call openBackend() or activate() first");
  }
  return backend;
}

/** Fused ops of the backend that runs now; empty where it offers none. */
export function kernels(): Partial<Kernels> {
  return currentBackend()?.kernels ?? {};
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function open(factory: BackendFactory, probe: Probe, progress?: Progress): Promise<Backend> {
  if (!probe.ok) throw new Error(probe.reason);
  const backend = await factory.open(progress);
  await activate(backend);
  return backend;
}

/**
 * Opens and activates the wanted backend, or else the first that can run.
 *
 * @param factories In order of preference.
 * @param wanted Name of the only one to try; `undefined` tries all in order.
 * @param progress Told of downloads.
 * @throws {RangeError} when no factory has the wanted name.
 * @throws {BackendError} when the wanted one, one that the user insists on, or every one, cannot run, with the reasons.
 */
export async function openBackend(
  factories: readonly BackendFactory[],
  wanted: string | undefined,
  progress?: Progress,
): Promise<Opened> {
  const candidates = wanted === undefined ? factories : factories.filter(({ name }) => name === wanted);
  if (wanted !== undefined && candidates.length === 0) {
    const known = factories.map(({ name }) => name).join(", ");
    throw new RangeError(`Cannot open backend "${wanted}": it is not known, use one of ${known}`);
  }
  const refused: Refusal[] = [];
  for (const factory of candidates) {
    const probe = await factory.probe(progress);
    try {
      return { backend: await open(factory, probe, progress), refused };
    } catch (cause) {
      if (wanted !== undefined || probe.insisted) {
        throw new BackendError(`Cannot open backend "${factory.name}": ${explain(cause)}`, { cause });
      }
      refused.push({ name: factory.name, reason: explain(cause) });
    }
  }
  const reasons = refused.map(({ name, reason }) => `${name}: ${reason}`).join("; ");
  throw new BackendError(`Cannot open a backend: ${reasons || "no backend was given"}`);
}

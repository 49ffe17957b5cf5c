import { hostname } from "node:os";

/** Who trains a run. */
export interface Owner {
  /** Name of its file in the run folder. */
  readonly file: string;
  readonly pid: number;
  readonly host: string;
  /** When it began, ISO 8601. */
  readonly since: string;
  /** Whether the system holds a lock on its file for as long as it lives. */
  readonly locked: boolean;
}

/** The right to train a run, until disposed of. */
export interface RunLock extends AsyncDisposable {
  /** Aborted when another took the run over, because this process gave no sign of life for minutes. */
  readonly lost: AbortSignal;
}

/** Somebody else trains the run. */
export class RunBusyError extends Error {
  /** Name of the class. */
  override name = "RunBusyError";
  /** @param folder Of the run. @param owner Who trains it. */
  constructor(folder: string, { pid, host, since }: Owner) {
    super(`Cannot train "${folder}": process ${pid} on ${host} is at it since ${since}`);
  }
}

/** Milliseconds between signs of life. */
const BEAT = 5_000;

/** Milliseconds without one after which a process elsewhere counts as dead: tracing a large network keeps one silent. */
const SILENT = 300_000;

/** How often the lock is tried for: of two that come at once, both may stand back. */
const TRIES = 4;

/**
 * Takes the lock of a run folder, so that no two processes train it, on whatever machines they are. Each comer puts a file
 * of its own there, written beside and renamed, and only then looks for others: of two, at least one sees the other. Where
 * the file's owner lives on this machine is known from the system's lock on it, which ends with the process; elsewhere from
 * its time, which the owner keeps new. What the dead left is removed.
 *
 * @throws {RunBusyError} when a living process has it.
 */
export async function lockRun(folder: string): Promise<RunLock> {
  await Deno.mkdir(folder, { recursive: true });
  for (let attempt = 1;; attempt++) {
    const lock = await claim(folder);
    const other = await runOwner(folder, { except: lock.file });
    if (!other) return lock;
    await lock[Symbol.asyncDispose]();
    if (attempt === TRIES) throw new RunBusyError(folder, other);
    await new Promise((resolve) => setTimeout(resolve, crypto.getRandomValues(new Uint8Array(1))[0]));
  }
}

/** How {@linkcode runOwner} looks. */
export interface LookForOwner {
  /** File of an owner that does not count. */
  readonly except?: string;
  /** Leaves the locks of the dead where they are: for those who may not write. */
  readonly leave?: boolean;
}

/** The living process that trains the run, if there is one. */
export async function runOwner(
  folder: string,
  { except, leave = false }: LookForOwner = {},
): Promise<Owner | undefined> {
  for (const file of await locksIn(folder)) {
    if (file === except) continue;
    const path = `${folder}/${file}`;
    const owner = await read(path, file);
    if (!owner) continue;
    if (await lives(owner, path)) return owner;
    if (!leave) await ignoringNotFound(Deno.remove(path));
  }
}

async function claim(folder: string): Promise<RunLock & { file: string }> {
  const file = `lock-${crypto.randomUUID()}.json`, path = `${folder}/${file}`;
  const handle = await Deno.open(`${path}.new`, { write: true, createNew: true });
  const locked = await handle.tryLock(true).catch(() => false);
  const owner = { pid: Deno.pid, host: hostname(), since: new Date().toISOString(), locked };
  handle.writeSync(new TextEncoder().encode(JSON.stringify(owner)));
  await Deno.rename(`${path}.new`, path);
  const lost = new AbortController();
  const timer = setInterval(() => {
    try {
      Deno.utimeSync(path, new Date(), new Date());
    } catch {
      lost.abort();
    }
  }, BEAT);
  return {
    file,
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await ignoringNotFound(Deno.remove(path));
      handle.close();
    },
  };
}

async function locksIn(folder: string): Promise<string[]> {
  const entries = await ignoringNotFound(Array.fromAsync(Deno.readDir(folder)));
  return (entries ?? []).map(({ name }) => name).filter((name) => /^lock-[0-9a-f-]+\.json$/.test(name));
}

async function read(path: string, file: string): Promise<Owner | undefined> {
  const text = await ignoringNotFound(Deno.readTextFile(path));
  return text === undefined ? undefined : { ...JSON.parse(text) as Owner, file };
}

async function lives({ host, locked }: Owner, path: string): Promise<boolean> {
  if (host === hostname() && locked) return !await unlocked(path);
  const mtime = (await ignoringNotFound(Deno.stat(path)))?.mtime;
  return mtime !== undefined && mtime !== null && Date.now() - mtime.getTime() < SILENT;
}

/** Whether no process holds a lock on the file, or it is gone. */
async function unlocked(path: string): Promise<boolean> {
  using handle = await ignoringNotFound(Deno.open(path));
  return handle === undefined || await handle.tryLock(false);
}

async function ignoringNotFound<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

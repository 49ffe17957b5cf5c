/** Milliseconds between two tries for the lock. */
const POLL = 250;
/** Where the file system has no locks, an owner silent for this long is taken for dead: ten minutes. */
const STALE = 600_000;

/**
 * Runs `work` while holding a lock file that names its owner's process. The system drops the lock with its owner, so the
 * next one takes over at once even after a SIGKILL; on file systems without locks the file's creation is the lock.
 * It saves double work only: what is put in place is renamed there whole.
 *
 * @param onWait Told every five seconds who holds it, as in `process 4711`.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: (owner: string) => void = () => {},
): Promise<T> {
  let lock = await attempt(path);
  for (let waited = 0; lock === null; waited += POLL) {
    if (waited % 5000 === 0) onWait(await ownerOf(path));
    await new Promise((resolve) => setTimeout(resolve, POLL));
    lock = await attempt(path);
  }
  try {
    return await work();
  } finally {
    // Removed while still held: whoever opened it meanwhile sees that its file is no longer the one at this path.
    await Deno.remove(path).catch(() => {});
    lock.close();
  }
}

/** The held lock file, or null where another one holds it. */
async function attempt(path: string): Promise<Deno.FsFile | null> {
  const opened = await openLock(path);
  if (opened === null) return null;
  const { file, created } = opened;
  let held = false;
  try {
    held = await file.tryLock(true);
  } catch {
    held = created || await isStale(file);
  }
  if (!held || !(await isAt(file, path))) {
    file.close();
    return null;
  }
  await file.truncate(0);
  await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  return file;
}

async function openLock(path: string): Promise<{ file: Deno.FsFile; created: boolean } | null> {
  try {
    return { file: await Deno.open(path, { read: true, write: true, createNew: true }), created: true };
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  try {
    return { file: await Deno.open(path, { read: true, write: true }), created: false };
  } catch (error) {
    // Its owner removed it in between.
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function isStale(file: Deno.FsFile): Promise<boolean> {
  const { mtime } = await file.stat();
  return mtime !== null && Date.now() - mtime.getTime() > STALE;
}

/** Whether an open file is still the one at `path`. */
export async function isAt(file: Deno.FsFile, path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).ino === (await file.stat()).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** In words; the file is empty between its creation and the owner's first write. */
async function ownerOf(path: string): Promise<string> {
  const pid = (await Deno.readTextFile(path).catch(() => "")).trim();
  return pid === "" ? "another process" : `process ${pid}`;
}

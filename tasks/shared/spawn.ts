/** Starts data workers. */
export function createSpawn(): () => Worker {
  return () => new Worker(new URL("../loader_worker.ts", import.meta.url), { type: "module", name: "data" });
}

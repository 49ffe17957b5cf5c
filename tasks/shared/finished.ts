import { type RunFolder, writeAtomic } from "@dragsaw/core";

/** What a run folder holds once it was trained to its end and measured on the test split. */
interface Finished {
  /** Of the config, as in the checkpoints. */
  readonly hash: string;
}

const fileOf = ({ path }: Pick<RunFolder, "path">) => `${path}/finished.json`;

/** Notes that the run is trained and measured. */
export async function markFinished(folder: Pick<RunFolder, "path">, hash: string): Promise<void> {
  const record: Finished = { hash };
  await writeAtomic(fileOf(folder), `${JSON.stringify(record)}\n`);
}

/** Whether the run of the config with this hash is trained and measured. */
export async function isFinished(folder: Pick<RunFolder, "path">, hash: string): Promise<boolean> {
  try {
    return (JSON.parse(await Deno.readTextFile(fileOf(folder))) as Finished).hash === hash;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

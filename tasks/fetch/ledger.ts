import { writeAtomic } from "@dragsaw/core";
import { z } from "zod";

const ENTRY = z.object({
  from: z.string(),
  bytes: z.int().min(0),
  algorithm: z.enum(["sha256", "md5"]),
  sum: z.string(),
  trust: z.enum(["known", "first use"]),
});
const LEDGER = z.record(z.string(), ENTRY);

/** What was fetched: an archive's checksum, and whether it was known before or recorded when it first came. */
export type LedgerEntry = z.output<typeof ENTRY>;

/** Checksums of archives by name, kept in `fetch.lock.json` beside the data. */
export interface Ledger {
  /** Its file. */
  readonly file: string;
  /** What is recorded of an archive. */
  get(name: string): LedgerEntry | undefined;
  /** Records one. */
  set(name: string, entry: LedgerEntry): Promise<void>;
}

/** Opens the ledger of a folder. @throws {SyntaxError} when its file is not what we wrote. */
export async function openLedger(out: string): Promise<Ledger> {
  const file = `${out}/fetch.lock.json`;
  const read = async () => {
    try {
      return LEDGER.parse(JSON.parse(await Deno.readTextFile(file)));
    } catch (cause) {
      if (cause instanceof Deno.errors.NotFound) return {};
      throw new SyntaxError(`${file} is not a record of downloads; mend it, or delete it to trust anew`, {
        cause,
      });
    }
  };
  let entries = await read();
  return {
    file,
    get: (name) => entries[name],
    async set(name, entry) {
      // Another fetch may have written meanwhile
      entries = { ...await read(), [name]: entry };
      await writeAtomic(file, JSON.stringify(entries, null, 2) + "\n");
    },
  };
}

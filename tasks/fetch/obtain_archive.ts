import {
  download,
  DownloadError,
  type DownloadOptions,
  forgetDownload,
  look,
  removeAll,
} from "@dragsaw/core/files";
import { duration, type ProgressLine } from "../shared/progress.ts";
import { checkSum, WrongBytesError } from "./check_sum.ts";
import { type roomIn, wantRoom } from "./disk_space.ts";
import type { RemoteArchive } from "./fetch_set.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";
import { transferLine } from "./transfer_line.ts";

/** What fetching is done with. */
export interface FetchTools {
  readonly progress: ProgressLine;
  readonly ledger: Ledger;
  /** Takes archives whose checksum is another than known. */
  readonly trust: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long servers are waited for; the usual limits when absent. */
  readonly patience?: Pick<DownloadOptions, "limits" | "idleTries" | "pause">;
  /** Bytes that a folder has room for. */
  readonly room?: typeof roomIn;
}

const PATIENCE: NonNullable<FetchTools["patience"]> = {
  limits: { connect: 30_000, stall: 60_000 },
  idleTries: 8,
  pause: (idle) => Math.min(60_000, 1000 * 2 ** (idle - 1)),
};

/** Has an archive in `file`, whole and checked. @returns What to record of it. @throws {Error} when it cannot be had. */
export async function obtainArchive(
  file: string,
  archive: RemoteArchive,
  tools: FetchTools,
): Promise<LedgerEntry> {
  const resumed = await look(`${file}.partial`) !== null || await look(file) !== null;
  try {
    return await obtainOnce(file, archive, tools);
  } catch (error) {
    if (!(error instanceof WrongBytesError)) throw error;
    await removeAll(file);
    // A part that came earlier may have been bad: what is fetched in one go tells
    if (!resumed) throw error;
    tools.progress.line(`${error.message}; fetching it anew`);
    await forgetDownload(file);
    return await obtainOnce(file, archive, tools).catch(async (error) => {
      if (error instanceof WrongBytesError) await removeAll(file);
      throw error;
    });
  }
}

async function obtainOnce(file: string, archive: RemoteArchive, tools: FetchTools): Promise<LedgerEntry> {
  const { progress, ledger, trust, signal } = tools;
  if (await look(file) === null) await fetchAny(file, archive, tools);
  const { size } = (await look(file))!;
  const line = transferLine(`Checking ${archive.name}`, progress);
  let done = 0;
  const entry = await checkSum(file, archive, { ledger, trust, signal, seen: (n) => line(done += n, size) });
  if (entry.trust === "known") progress.line(`${archive.name}: checksum as known`);
  return entry;
}

/** From the first address that has it. */
async function fetchAny(file: string, archive: RemoteArchive, tools: FetchTools): Promise<void> {
  const { name, urls, bytes } = archive, { progress, signal, patience = PATIENCE, room } = tools;
  const folder = file.slice(0, file.lastIndexOf("/"));
  for (const [i, url] of urls.entries()) {
    try {
      return await download(url, file, {
        ...patience,
        signal,
        // Sizes are known about; a body without end is another matter
        most: Math.max(4 * bytes, 1e9),
        onProgress: transferLine(`Fetching ${name}`, progress),
        onRetry: (reason, wait) =>
          progress.line(`${reason}; trying again${wait < 1000 ? "" : ` in ${duration(wait / 1000)}`}`),
        // Unpacked, images and volumes take about as much again
        onSize: (left) => wantRoom(folder, left + bytes, `${name}, packed and unpacked,`, room),
      });
    } catch (error) {
      if (!(error instanceof DownloadError) || i + 1 === urls.length) throw error;
      progress.line(`${error.message}; trying ${new URL(urls[i + 1]).host}`);
    }
  }
}

import { writeAtomic } from "@dragsaw/core";
import { type Moment, momentRecord, restartRecord, stepOf, versionRecord } from "./event.ts";
import { concat } from "./protobuf.ts";
import { readRecords } from "./tf_record.ts";

/** Who writes an event file: a training as it goes, or from what it left its log and its evaluations. */
export type EventSource = "training" | "log" | "evaluation";

/** Event files of a run, beside its checkpoints: TensorBoard names a run by their folder. */
export interface EventFilesOptions {
  /** The run's folder. */
  readonly folder: string;
  /** Who writes; part of the file's name. */
  readonly source: EventSource;
  /** Name of the machine, for the files' names. */
  readonly host: string;
}

/** An event file that grows. */
export interface EventLog {
  /** Adds a moment: whole or, after a kill, not at all. */
  append(moment: Moment): Promise<void>;
}

const NAME = /^events\.out\.tfevents\.(\d+)\..*\.(training|log|evaluation)$/;

/** Paths of the event files in a folder that we wrote, the oldest first. @param source All unless given. */
export async function eventFiles(folder: string, source?: EventSource): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  return names.filter((name) => {
    const found = NAME.exec(name);
    return found && (source === undefined || found[2] === source);
  }).toSorted().map((name) => `${folder}/${name}`);
}

/** Writes an event file in the place of those of the same source. @returns Its path. */
export async function writeEvents(options: EventFilesOptions, moments: readonly Moment[]): Promise<string> {
  const { folder, source } = options, old = await eventFiles(folder, source);
  const path = await freePath(options);
  await writeAtomic(path, concat([versionRecord(now()), ...moments.map(momentRecord)]));
  for (const file of old) await Deno.remove(file);
  return path;
}

/**
 * Opens the event log of a run that stands at `step`. What earlier files say of later steps, and a torn last record, is cut
 * off; a TensorBoard that has read it is told by a restart. It goes on in a file of its own.
 */
export async function openEventLog(options: EventFilesOptions, step: number): Promise<EventLog> {
  for (const file of await eventFiles(options.folder, options.source)) await cutAfter(file, step);
  const path = await freePath(options), time = now();
  await writeAtomic(path, concat([versionRecord(time), ...step > 0 ? [restartRecord(time, step + 1)] : []]));
  return { append: (moment) => Deno.writeFile(path, momentRecord(moment), { append: true }) };
}

async function cutAfter(file: string, step: number): Promise<void> {
  const bytes = await Deno.readFile(file);
  let end = 0;
  for (const record of readRecords(bytes)) {
    if (stepOf(record.data) > step) break;
    end = record.end;
  }
  if (end === 0) await Deno.remove(file);
  else if (end < bytes.length) await writeAtomic(file, bytes.subarray(0, end));
}

/** TensorBoard reads the files of a folder in the order of their names, so each is newer than all before. */
async function freePath({ folder, source, host }: EventFilesOptions): Promise<string> {
  const times = (await eventFiles(folder)).map((file) =>
    Number(NAME.exec(file.slice(folder.length + 1))![1])
  );
  const time = Math.max(Math.floor(now()), ...times.map((one) => one + 1));
  return `${folder}/events.out.tfevents.${time}.${host}.${source}`;
}

const now = () => Date.now() / 1000;

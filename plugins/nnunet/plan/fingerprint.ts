import { type Case, stream, type VolumeSource } from "@dragsaw/core/data";
import { type CaseFingerprint, examineCase } from "./case_fingerprint.ts";
import { type Intensities, intensitiesOf } from "./intensities.ts";

/** What training cases are, as far as a plan depends on it. Plain data. */
export interface Fingerprint {
  /** Names of the channels. */
  readonly channels: readonly string[];
  /** Names of the classes, the background first. */
  readonly classes: readonly string[];
  /** Each case. */
  readonly cases: readonly CaseFingerprint[];
  /** Of each channel, in the foreground of all cases, each case counting as much. */
  readonly intensities: readonly Intensities[];
}

/** How a fingerprint is taken. */
export interface FingerprintOptions {
  /** Values drawn from the foreground of each case and channel; 10000 unless given. */
  readonly samples?: number;
  /** Root of the random streams; 0 unless given. */
  readonly seed?: number;
  /** Told of each case that was read. */
  readonly onCase?: (done: number, of: number) => void;
}

/**
 * Reads cases and takes their fingerprint. As in nnU-Net, each case gives the same number of foreground values to the statistics
 * over all, drawn with repetition.
 *
 * @param classes Names, the background first.
 * @throws {RangeError} without foreground in any case, and for intensities that are not finite there.
 */
export async function fingerprintOf(
  cases: readonly Case[],
  source: VolumeSource,
  classes: readonly string[],
  { samples = 10_000, seed = 0, onCase }: FingerprintOptions = {},
): Promise<Fingerprint> {
  const parts: (readonly Float32Array[])[] = [], records: CaseFingerprint[] = [];
  for (const item of cases) {
    const sample = await source.load(item), random = stream(seed, "fingerprint", item.id);
    try {
      const { record, drawn } = examineCase(item.id, sample, classes.length, samples, random);
      records.push(record);
      if (drawn.length > 0) parts.push(drawn);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new RangeError(`Cannot take the fingerprint of "${item.id}": ${cause.message}`, { cause });
    }
    onCase?.(records.length, cases.length);
  }
  if (parts.length === 0) {
    throw new RangeError(
      `Cannot take a fingerprint: expected foreground in some case, found none in ${cases.length} cases`,
    );
  }
  return {
    channels: source.channels,
    classes,
    cases: records,
    intensities: source.channels.map((_, c) => intensitiesOf(join(parts.map((drawn) => drawn[c])))),
  };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

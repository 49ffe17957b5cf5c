import type { OpCost } from "@dragsaw/core";

/** How the memory of one call went up and down. */
export interface MemoryUse {
  /** The most that was taken at once, in bytes, beside what was there before: weights, batch, constants. */
  readonly peak: number;
  /** The op that took the last of it; absent where nothing was. */
  readonly op?: OpCost;
  /** Bytes taken at the peak, by what the ops that took them are for. */
  readonly held: ReadonlyMap<OpCost["part"], number>;
  /** Microseconds since 1970, and bytes taken from then on. */
  readonly course: readonly { readonly at: number; readonly bytes: number }[];
}

/** Adds up what the ops of a call took and gave back. */
export function memoryUse(call: readonly OpCost[]): MemoryUse {
  const events = call.flatMap((op) => op.allocations.map((allocation) => ({ ...allocation, op })))
    .sort((a, b) => a.at - b.at || a.bytes - b.bytes);
  const course: { at: number; bytes: number }[] = [];
  let now = 0, peak = 0, last: (typeof events)[number] | undefined;
  for (const event of events) {
    now += event.bytes;
    if (now > peak) [peak, last] = [now, event];
    if (course.at(-1)?.at === event.at) course.pop();
    course.push({ at: event.at, bytes: now });
  }
  const held = new Map<OpCost["part"], number>();
  for (const { op: { part }, bytes } of last ? events.slice(0, events.indexOf(last) + 1) : []) {
    held.set(part, (held.get(part) ?? 0) + bytes);
  }
  return { peak, ...last ? { op: last.op } : {}, held, course };
}

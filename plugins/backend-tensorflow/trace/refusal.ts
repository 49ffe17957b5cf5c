import { userPlace } from "./user_place.ts";

/** The function that is traced now. */
interface Recording {
  /** Its name; empty where it has none. */
  readonly name: string;
  /** The first thing that was refused. */
  refused?: TypeError;
}

let recording: Recording | undefined;

/** Names the function that `work` traces, for what is refused meanwhile. */
export function whileTracing<R>(name: string, work: () => R): R {
  const before = recording;
  recording = { name };
  try {
    return work();
  } finally {
    recording = before;
  }
}

/** What is traced now, for messages: its name in quotes, or `a function`. */
export function tracedName(): string {
  return recording?.name ? `"${recording.name}"` : "a function";
}

/** What was refused first while this function is traced: an asynchronous function keeps it to itself. */
export function firstRefusal(): TypeError | undefined {
  return recording?.refused;
}

/**
 * An error for what a traced function does and cannot do; says where.
 *
 * @param action What it does. @param reason Why that cannot be, and what to do.
 */
export function refusal(action: string, reason: string): TypeError {
  if (!recording) {
    return new TypeError(`${action} outside of the traced function that it belongs to: ${reason}`);
  }
  const place = userPlace();
  const where = [recording.name && `"${recording.name}"`, place && `at ${place}`].filter(Boolean).join(", ");
  const error = new TypeError(`${action} inside a traced function${where && ` (${where})`}: ${reason}`);
  recording.refused ??= error;
  return error;
}

/** This package: its frames are nobody's business but ours. */
const CORE = new URL("../", import.meta.url).href;
/** `file:///a/b.ts:3:9` at the end of a line of a stack, with or without brackets round it. */
const FRAME = /((?:file|https?|data):\S+?:\d+:\d+)\)?$/;

/** Where in its own code an error arose, in brackets behind a blank; empty where the stack does not say. */
export function placeIn(error: unknown): string {
  if (!(error instanceof Error)) return "";
  for (const line of (error.stack ?? "").split("\n")) {
    const place = FRAME.exec(line)?.[1];
    if (place === undefined || place.startsWith(CORE) || place.includes("/@tensorflow/")) continue;
    return ` (${place.replace(/^file:\/\//, "")})`;
  }
  return "";
}

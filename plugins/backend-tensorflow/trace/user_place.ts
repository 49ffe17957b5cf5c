import { fileURLToPath } from "node:url";

/** Where frames are nobody's business but ours: this package, `@dragsaw/core` beside it in the repository and on JSR, tfjs. */
const INSIDE: readonly string[] = [
  new URL("../", import.meta.url).href,
  new URL("../../../core/", import.meta.url).href,
];
const TFJS = "/@tensorflow/";

/** `file:///a/b.ts:3:9` at the end of a line of a stack, with or without brackets round it. */
const FRAME = /(?<url>(?:file|https?):\/\/\S+?):(?<position>\d+:\d+)\)?$/;

/** Where the caller's caller outside of the engine stands, as `/a/b.ts:3:9`; undefined when there is none. */
export function userPlace(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return placeIn(stack);
}

/** The first place in a stack that is neither ours nor tfjs's. */
export function placeIn(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const { url, position } = FRAME.exec(line)?.groups ?? {};
    if (url === undefined || url.includes(TFJS) || INSIDE.some((folder) => url.startsWith(folder))) continue;
    return `${url.startsWith("file:") ? fileURLToPath(url) : url}:${position}`;
  }
  return undefined;
}

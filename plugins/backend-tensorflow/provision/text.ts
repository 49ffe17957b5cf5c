/** What an error says, without its class; fetch() keeps its reason in the cause. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === "fetch failed" && error.cause ? messageOf(error.cause) : error.message;
}

/** Environment variable that forbids fetching anything. */
const OFFLINE = "DRAGSAW_OFFLINE";

/** Why nothing may be fetched, or null. `0` and the empty text allow it. */
export function offlineReason(environment: (name: string) => string | undefined): string | null {
  const value = environment(OFFLINE) ?? "";
  return value === "" || value === "0" ? null : `not asked, since ${OFFLINE}=${value}`;
}

/** Bytes of `VmRSS` (resident now) or `VmHWM` (at most so far); null where there is no /proc. */
export function memory(field: "VmRSS" | "VmHWM"): number | null {
  let status: string;
  try {
    status = Deno.readTextFileSync("/proc/self/status");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

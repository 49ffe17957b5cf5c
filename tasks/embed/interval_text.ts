import type { Interval } from "@dragsaw/reports";

/** A number with its interval, as 0.412 (0.360, 0.455). @param signed With a plus where it is above 0. */
export function intervalText({ value, interval }: Interval, signed = false): string {
  const digits = (x: number) =>
    `${signed && x > 0 ? "+" : ""}${Number.isFinite(x) ? x.toFixed(3).replace("-", "−") : "-"}`;
  return interval ? `${digits(value)} (${interval.map(digits).join(", ")})` : digits(value);
}

import type { Draw } from "@dragsaw/core/data";

/** What was drawn, in words: "rotate 12.3, scale 0.92 1.04"; nothing where the transform did not act. */
export function drawText(name: string, { drawn = {} }: Pick<Draw, "drawn">): string | undefined {
  const parts = Object.entries(drawn).flatMap(([key, value]) => {
    if (typeof value === "boolean") return value ? [key] : [];
    return [`${key} ${[value].flat().map(short).join(" ")}`];
  });
  return parts.length > 0 ? `${name} ${parts.join(", ")}` : undefined;
}

function short(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}

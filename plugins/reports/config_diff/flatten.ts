/** A config by key path, as in `losses.encoder.weight`, each value as one writes it in YAML on a line. */
export function flatten(value: unknown, path = ""): Map<string, string> {
  const inside = path === "" ? "" : `${path}.`;
  const within = (entries: readonly (readonly [string, unknown])[]) =>
    new Map(entries.flatMap(([key, inner]) => [...flatten(inner, `${inside}${key}`)]));
  if (Array.isArray(value)) {
    const nested = value.length > 0 && value.every((item) => typeof item === "object" && item !== null);
    return nested
      ? within(value.map((item, i) => [String(i), item]))
      : new Map([[path, `[${value.join(", ")}]`]]);
  }
  if (typeof value !== "object" || value === null) return new Map([[path, String(value)]]);
  const entries = Object.entries(value);
  return entries.length > 0 || path === "" ? within(entries) : new Map([[path, "{}"]]);
}

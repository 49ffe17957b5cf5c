import type { DraftConfig } from "@dragsaw/core";

/** A value of a config that is another in a second one. */
interface Difference {
  readonly path: readonly string[];
  /** Nothing where there was none. */
  readonly from?: unknown;
  /** Nothing where there is none any more. */
  readonly to?: unknown;
}

/**
 * What one config has otherwise than another, a line each, as `refine.0.M: 2 -> 5`; lines that differ only in the name of a
 * component are one, as `losses.{encoder, decoder}: pdcr -> removed`.
 */
export function differences(from: DraftConfig, to: DraftConfig): string[] {
  const groups = Map.groupBy(
    compare([], from, to),
    ({ path: [first, , ...rest], ...change }) => JSON.stringify([first, rest, describe(change)]),
  );
  return [...groups.values()].map((same) => {
    const [{ path: [first, second, ...rest], ...change }] = same;
    const names = same.map(({ path }) => path[1]);
    const name = names.length > 1 ? `{${names.join(", ")}}` : second;
    return `${[first, name, ...rest].filter((part) => part !== undefined).join(".")}: ${describe(change)}`;
  });
}

function compare(path: readonly string[], from: unknown, to: unknown): Difference[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (isMap(from) && isMap(to) && from.type === to.type) {
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) =>
      compare([...path, key], from[key], to[key])
    );
  }
  if (Array.isArray(from) && Array.isArray(to) && [...from, ...to].every(isMap)) {
    return Array.from({ length: Math.max(from.length, to.length) }, (_, i) => i).flatMap((i) =>
      compare([...path, String(i)], from[i], to[i])
    );
  }
  return [{ path, from, to }];
}

function describe({ from, to }: Omit<Difference, "path">): string {
  if (from === undefined) return `added ${show(to)}`;
  const name = isMap(from) && typeof from.type === "string" ? from.type : show(from);
  return `${name} -> ${to === undefined ? "removed" : show(to)}`;
}

/** A value as one writes it in YAML on a line. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (!isMap(value)) return String(value);
  return `{${Object.entries(value).map(([key, inner]) => `${key}: ${show(inner)}`).join(", ")}}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { createHash } from "node:crypto";
import { stringify } from "@std/yaml";
import type { DraftConfig } from "./run_config.ts";

/** YAML that loads to the same config: what a run folder keeps. */
export function formatConfig(config: DraftConfig): string {
  return stringify(config, { lineWidth: -1, useAnchors: false, skipInvalid: true });
}

/**
 * SHA-256, in hexadecimal, of a config or of part of one; independent of the order of keys.
 *
 * @example Same meaning, same hash
 * ```ts
 * import { hashConfig } from "@dragsaw/core/config";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hashConfig({ seed: 1, name: "a" }), hashConfig({ name: "a", seed: 1 }));
 * ```
 */
export function hashConfig(config: Partial<DraftConfig>): string {
  return createHash("sha256").update(JSON.stringify(ordered(config))).digest("hex");
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1).map(([k, v]) => [k, ordered(v)]),
  );
}

import { suggest } from "@dragsaw/core/registry";
import { UsageError } from "../../shared/command.ts";
import type { FetchSet } from "../fetch_set.ts";
import { DECATHLON } from "./decathlon.ts";
import { ISIC } from "./isic.ts";
import { DIGESTPATH, MONTGOMERY, PH2 } from "./others.ts";

/** Every set that can be fetched or is told how to get. */
export const CATALOG: readonly FetchSet[] = [...ISIC, PH2, MONTGOMERY, DIGESTPATH, ...DECATHLON];

/** The set of that name, in any case of its letters. @throws {UsageError} naming the likeliest one. */
export function findSet(name: string, catalog: readonly FetchSet[] = CATALOG): FetchSet {
  const found = catalog.find((set) => set.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = catalog.map((set) => set.name), meant = suggest(name, names);
  throw new UsageError(
    `Unknown dataset "${name}"${meant ? `, did you mean "${meant}"?` : "."} Known: ${names.join(", ")}`,
  );
}

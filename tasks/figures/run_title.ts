import type { DraftConfig } from "@dragsaw/core";

/** What the config of a PDCR loss says. */
interface PdcrLike {
  readonly units: Readonly<Record<string, unknown>>;
  readonly ratio: { readonly type: "hierarchical" | "receptive-field" };
}

/** The PDCR losses of a run that count. */
function pdcrLosses({ losses }: Pick<DraftConfig, "losses">): PdcrLike[] {
  return Object.values(losses).filter(({ type, weight }) => /^pdcr(-|$)/.test(type) && weight > 0)
    .map((spec) => spec as unknown as PdcrLike);
}

/** A run by what it has of the method: H-PDCR or RF-PDCR (PDCR where it has both), UAFR; baseline where it has neither. */
export function runTitle(config: Pick<DraftConfig, "losses" | "refine">): string {
  const kinds = new Set(pdcrLosses(config).map(({ ratio }) => ratio.type));
  const pdcr = kinds.size > 1 ? "PDCR" : kinds.has("hierarchical") ? "H-PDCR" : "RF-PDCR";
  const parts = [
    ...kinds.size > 0 ? [pdcr] : [],
    ...config.refine.some(({ type }) => type === "uafr") ? ["UAFR"] : [],
  ];
  return parts.join(" + ") || "baseline";
}

/** Slots whose units PDCR compares in a run. */
export function pdcrSlots(config: Pick<DraftConfig, "losses">): string[] {
  return [...new Set(pdcrLosses(config).flatMap(({ units }) => Object.keys(units)))];
}

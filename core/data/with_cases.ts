import type { Case, Dataset, Split } from "./dataset.ts";

/** The same dataset with other cases in its splits; `note` is added to its source. */
export function withCases(
  dataset: Dataset,
  cases: (split: Split) => readonly Case[],
  note: string,
): Dataset {
  const { source } = dataset;
  return { ...dataset, source: source === undefined ? note : `${source}; ${note}`, cases };
}

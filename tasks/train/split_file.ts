import type { Run } from "@dragsaw/core";

/** Text of a run's `split.json`: where the cases come from, and the ids of each split. */
export function splitText({ dataset, testSet }: Pick<Run, "dataset" | "testSet">): string {
  const ids = (cases: readonly { id: string }[]) => cases.map(({ id }) => id);
  const split = {
    source: dataset.source ?? dataset.name,
    ...testSet !== dataset && { testSource: testSet.source ?? testSet.name },
    train: ids(dataset.cases("train")),
    val: ids(dataset.cases("val")),
    test: ids(testSet.cases("test")),
  };
  return JSON.stringify(split, null, 1) + "\n";
}

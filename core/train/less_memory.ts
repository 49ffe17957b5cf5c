import type { RunConfig } from "../config/run_config.ts";

/** What the advice depends on. */
export type MemorySettings = Pick<
  RunConfig,
  "size" | "recompute" | "precision" | "train" | "planner"
>;

/** Changes to a config with which a training needs less memory, the mildest first, each as `--set` takes it. */
export function lessMemory(
  { size, recompute, precision, planner, train: { batchSize, accumulate } }: MemorySettings,
): string[] {
  const part = batchSize / smallestFactor(batchSize);
  return [
    ...recompute === "all" ? [] : ["recompute=all (the same result, more time)"],
    ...batchSize === 1 ? [] : [
      `train.batchSize=${part} with train.accumulate=${
        accumulate * batchSize / part
      } (as many images an update)`,
    ],
    ...precision === "bfloat16" ? [] : ["precision=bfloat16 (where the processor has it)"],
    planner ? "a smaller planner.memory (smaller patches)" : `a size below ${size.join("x")}`,
    "a narrower model",
  ];
}

function smallestFactor(n: number): number {
  for (let factor = 2; factor * factor <= n; factor++) if (n % factor === 0) return factor;
  return n;
}

import type { ProgressLine } from "../shared/progress.ts";
import type { Program } from "./child.ts";
import type { Variant } from "./sides.ts";
import type { Plan } from "./turns.ts";

/** What a measurement is made with. */
export interface Lab {
  /** Our side. */
  readonly ours: Program;
  /** PyTorch's side; absent where it is not installed. */
  readonly theirs?: (variant: Pick<Variant, "env">) => Program;
  /** Threads of an op, on both sides. */
  readonly threads: number;
  /** Steps in which variants of PyTorch qualify. */
  readonly qualifyingSteps: number;
  /** What the user fixed of the turns. */
  readonly plan: Partial<Plan>;
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Ends all children. */
  readonly signal: AbortSignal;
}

import type { Precision, Ready } from "./job.ts";
import type { Ratio } from "./statistics.ts";

/** What was measured of one process. */
export interface Side extends Ready {
  /** PyTorch's variant, or `ours`. */
  readonly name: string;
  /** Seconds of the first step. */
  readonly first: number;
  /** Most bytes resident; null where the system does not tell. */
  readonly peak: number | null;
  /** Seconds by round and step. */
  readonly rounds: readonly (readonly number[])[];
  /** Losses of all steps. */
  readonly losses: readonly number[];
}

/** Ours against one way to run PyTorch, in turns. */
export interface Duel {
  /** Ours in these rounds. */
  readonly ours: Side;
  /** PyTorch; absent where it is not installed. */
  readonly theirs?: Side;
  /** PyTorch's. */
  readonly precision: Precision;
  /** Seconds of ours over theirs. */
  readonly ratio?: Ratio;
}

/** All that was measured of a case in one precision. */
export interface CaseResult {
  /** Name of the case. */
  readonly name: string;
  /** Name in the table. */
  readonly title: string;
  /** Of ours. */
  readonly precision: Precision;
  /** Floating-point operations of a step, in thousand millions. */
  readonly gigaflops: number;
  /** Every way to run PyTorch, each alone for a few steps. */
  readonly qualifying: readonly Side[];
  /** Against the fastest. */
  readonly best: Duel;
  /** Against PyTorch as code is usually released. */
  readonly released?: Duel;
  /** Mean number of running processes in the last minute, at the end. */
  readonly load: number;
}

/** Thousand millions of floating-point operations a second in a product of two matrices. */
export interface Rates {
  /** TensorFlow's. */
  readonly ours: number;
  /** PyTorch's; absent where it is not installed. */
  readonly theirs?: number;
}

/** A whole run. */
export interface BenchResult {
  /** Day, ISO 8601. */
  readonly date: string;
  /** Processor, cores, system, versions, by name. */
  readonly machine: Readonly<Record<string, string>>;
  /** The machine's own limit, by precision. */
  readonly rates: Readonly<Partial<Record<Precision, Rates>>>;
  /** In the order measured. */
  readonly cases: readonly CaseResult[];
  /** What was skipped, and what makes figures doubtful. */
  readonly notes: readonly string[];
}

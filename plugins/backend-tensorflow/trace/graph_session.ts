import type { OpCost } from "@dragsaw/core/tensor";
import { filled } from "../c_buffer.ts";
import { configProto, type Threads } from "../config_proto.ts";
import { Status } from "../status.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import { type Graph, join, type Symbol } from "./graph.ts";
import { readStepStats } from "./step_stats.ts";
import { withUncounted } from "./uncounted.ts";

/**
 * `ConfigProto {graph_options {rewrite_options {disable_meta_optimizer: true}}}`: sessions put graphs through optimizers
 * that functions called eagerly are spared, and that take recomputation for a repetition.
 */
const UNCHANGED = [10 << 3 | 2, 5, 10 << 3 | 2, 3, 0x98, 0x01, 1];

/** `RunOptions {trace_level: FULL_TRACE}`: time and memory of every op. */
const FULL_TRACE = new Uint8Array([1 << 3, 3]);

/** Runs a graph as it is and says what each of its ops cost; slower by a few per cent than the same graph as a function. */
export class GraphSession {
  private readonly pointer: Deno.PointerValue;
  private readonly status: Status;

  /** @throws {TensorFlowError} */
  constructor(private readonly c: TensorFlowC, graph: Graph, threads: Threads) {
    this.status = new Status(c);
    const options = c.TF_NewSessionOptions();
    try {
      const config = new Uint8Array([...configProto(threads), ...UNCHANGED]);
      c.TF_SetConfig(options, config, BigInt(config.length), this.status.pointer);
      this.status.check("Configuring a session");
      this.pointer = c.TF_NewSession(graph.pointer, options, this.status.pointer);
      this.status.check("Opening a session");
    } finally {
      c.TF_DeleteSessionOptions(options);
    }
  }

  /**
   * Runs it once.
   *
   * @param values `TF_Tensor`s for `inputs`; they stay the caller's.
   * @returns `TF_Tensor`s, which are the caller's, and what reads the cost of each op: longer than a small step takes.
   * @throws {TensorFlowError}
   */
  async run(
    inputs: readonly Symbol[],
    values: readonly Deno.PointerValue[],
    outputs: readonly Symbol[],
  ): Promise<{ results: Deno.PointerValue[]; costs: () => OpCost[] }> {
    const given = BigUint64Array.from(values, Deno.UnsafePointer.value);
    const results = new BigUint64Array(outputs.length);
    const options = this.c.TF_NewBufferFromString(FULL_TRACE, BigInt(FULL_TRACE.length));
    try {
      const { bytes } = await filled(this.c, async (metadata) => {
        await this.c.sessionRunAside(
          this.pointer,
          options,
          join(inputs),
          given,
          inputs.length,
          join(outputs),
          results,
          outputs.length,
          null,
          0,
          metadata,
          this.status.pointer,
        );
        this.status.check("Profiling a step");
      });
      return {
        results: Array.from(results, (p) => Deno.UnsafePointer.create(p)),
        costs: () => withUncounted(readStepStats(bytes)),
      };
    } finally {
      this.c.TF_DeleteBuffer(options);
    }
  }

  /** Gives back its memory. */
  close(): void {
    this.c.TF_CloseSession(this.pointer, this.status.pointer);
    this.c.TF_DeleteSession(this.pointer, this.status.pointer);
    this.status.free();
  }
}

import { type Fuse, type Tensors, tf } from "@dragsaw/core/tensor";
import { cString } from "../c_string.ts";
import { DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { Autocast } from "./autocast.ts";
import { Graph, type NamedFunction, type Symbol, type SymbolInfo } from "./graph.ts";
import { Tracer } from "./tracer.ts";

/** A kernel made of several ops, and the names of its results. */
interface Kernel extends NamedFunction {
  readonly names: readonly string[];
}

/** Fused kernels of one session. */
export interface Fusion {
  /** Absent unless a function is being traced, and on a GPU: then plain ops do. */
  readonly fuse: Fuse | undefined;
  /** Gives back every kernel. */
  close(): void;
}

/** Makes `fuse` for a session: kernels that XLA compiles, within traced functions. */
export function newFusion(session: Session, node: NodeBackend): Fusion {
  const kernels = new Map<string, Kernel>();
  const { binding, c, context, status } = session;
  const gpu = binding.isUsingGpuDevice();
  return {
    get fuse() {
      const tracer = binding.executor;
      if (gpu || !(tracer instanceof Tracer) || !tracer.fuses) return undefined;
      return fuseInto(tracer, node, (label, fn, inputs) => {
        const signature = `${label} ${inputs.map(({ key, dtype, shape }) => `${key}: ${dtype}[${shape}]`)}`;
        const name = `fused_${label.replaceAll(/\W/g, "_")}_${kernels.size}`;
        const kernel = kernels.get(signature) ?? record(session, node, name, fn, inputs);
        kernels.set(signature, kernel);
        return kernel;
      });
    },
    close() {
      for (const { name, pointer } of kernels.values()) {
        c.TFE_ContextRemoveFunction(context, cString(name), status.pointer);
        c.TF_DeleteFunction(pointer);
      }
    },
  };
}

/** An input of a kernel. */
type Input = SymbolInfo & { readonly key: string };

/** `fuse` for what `tracer` records; `kernelOf` finds or makes the kernel of a name and inputs. */
function fuseInto(
  tracer: Tracer,
  node: NodeBackend,
  kernelOf: (name: string, fn: (inputs: Tensors) => Tensors, inputs: readonly Input[]) => Kernel,
): Fuse {
  return <I extends Tensors, R extends Tensors>(name: string, fn: (inputs: I) => R, inputs: I) => {
    const keys = Object.keys(inputs), ids = node.getInputTensorIds(Object.values(inputs));
    const values = ids.map((id, i) => ({ ...tracer.value(id), key: keys[i] }));
    const kernel = kernelOf(name, (tensors) => fn(tensors as I), values);
    const results = tracer.call(kernel, ids);
    return Object.fromEntries(
      results.map((metadata, i) => [kernel.names[i], node.createOutputTensor(metadata)]),
    ) as unknown as R;
  };
}

/** Runs `fn` once on stand-ins for `values` and makes a function of its ops. */
function record(
  { c, context, status, handles, binding }: Session,
  node: NodeBackend,
  name: string,
  fn: (inputs: Tensors) => Tensors,
  values: readonly Input[],
): Kernel {
  const graph = new Graph(c, status);
  try {
    const casts = new Autocast(graph, false);
    const tracer = new Tracer(graph, casts, handles, { fuses: false, resident: false });
    const run = (): { names: string[]; parameters: Symbol[]; outputs: SymbolInfo[] } => {
      const standIns = values.map(({ shape, dtype }, input) =>
        node.createOutputTensor(tracer.standIn({ input: String(input) }, shape!, dtype))
      );
      const parameters = node.getInputTensorIds(standIns).map((id) => tracer.value(id).symbol);
      const results = fn(Object.fromEntries(values.map(({ key }, i) => [key, standIns[i]])));
      const ids = node.getInputTensorIds(Object.values(results));
      const outputs = ids.map((id) => likeLargest(casts, tracer.value(id), values));
      return { names: Object.keys(results), parameters, outputs };
    };
    const { names, parameters, outputs } = binding.during(tracer, () => inScope(run));
    const pointer = graph.toFunction(name, parameters, outputs.map(({ symbol }) => symbol));
    c.TFE_ContextAddFunction(context, pointer, status.pointer);
    status.check(name);
    return { name, pointer, names, outputs: outputs.map(({ shape, dtype }) => ({ shape: shape!, dtype })) };
  } finally {
    graph.free();
  }
}

/** Frees the tensors that `work` makes; what it returns are none. */
function inScope<R>(work: () => R): R {
  const engine = tf.engine();
  engine.startScope();
  try {
    return work();
  } finally {
    engine.endScope();
  }
}

/** A result as large as the largest inputs in their precision. */
function likeLargest(casts: Autocast, value: SymbolInfo, inputs: readonly SymbolInfo[]): SymbolInfo {
  const size = ({ shape }: SymbolInfo) => shape!.reduce((a, b) => a * b, 1);
  const most = Math.max(...inputs.map(size));
  const low = size(value) === most &&
    inputs.every((input) => size(input) < most || input.dtype === DTYPES.bfloat16);
  return casts.as(value, low);
}

import { type Backend, tf } from "@dragsaw/core/tensor";
import type { Threads } from "./config_proto.ts";
import { tuneAllocator } from "./allocator.ts";
import { cpuFeatures, refusesBfloat16 } from "./cpu_features.ts";
import { describeEnvironment } from "./environment.ts";
import { registerFixes } from "./fixes/mod.ts";
import { batchNormReluKernel, hasBatchNormRelu } from "./kernels/batch_norm.ts";
import { newKernels } from "./kernels/mod.ts";
import { orderingKernel } from "./kernels/ordering.ts";
import type { Library } from "./library.ts";
import { BACKEND_NAME, registerNodeBackend } from "./node_backend.ts";
import { quietly } from "./provision/quietly.ts";
import { openSession, type Session } from "./session.ts";
import { newFusion } from "./trace/fuse.ts";
import { Tracer } from "./trace/tracer.ts";
import { newTracing } from "./trace/trace.ts";

/** A library that was found, with what it wrote meanwhile. */
export interface Loaded {
  readonly library: Library;
  /** Where it came from. */
  readonly source: string;
  readonly log: string;
}

/**
 * Opens a context, registers it with tfjs as backend `tensorflow` and activates it.
 *
 * @throws {TensorFlowError} when TensorFlow cannot open a context.
 * @throws {Error} when the backend is open already.
 */
export async function openBackend(loaded: Loaded, threads: Threads): Promise<Backend> {
  if (tf.findBackendFactory(BACKEND_NAME)) {
    throw new Error(`Opening the backend: "${BACKEND_NAME}" is open already, close it first`);
  }
  const allocator = tuneAllocator();
  const session = openSession(loaded.library, threads);
  try {
    return await startBackend(session, loaded, threads, allocator);
  } catch (error) {
    session.close();
    throw error;
  }
}

async function startBackend(
  session: Session,
  { library, source, log }: Loaded,
  threads: Threads,
  allocator: string,
): Promise<Backend> {
  const node = await registerNodeBackend(session.binding);
  registerFixes();
  // The first ops start a GPU's libraries, which greet too.
  const { value: kernels, log: started } = quietly(() => newKernels(node, session.binding));
  const tracing = newTracing(session, node);
  const fusion = newFusion(session, node);
  const batchNormRelu = batchNormReluKernel(node), after = orderingKernel(node);
  const clips = !session.binding.isUsingGpuDevice() && await hasBatchNormRelu(tracing.trace, batchNormRelu);
  const written = [log, library.log, session.log, started].join("");
  const environment = describeEnvironment(library, source, session.devices, threads, {
    log: written,
    allocator,
  });
  const refusal = environment.gpu ? undefined : refusesBfloat16(cpuFeatures());
  return {
    name: BACKEND_NAME,
    environment,
    refuses: refusal === undefined ? {} : { bfloat16: refusal },
    kernels: Object.defineProperties(kernels, {
      batchNormRelu: {
        get: () => clips && session.binding.executor instanceof Tracer ? batchNormRelu : undefined,
      },
      after: { get: () => session.binding.executor instanceof Tracer ? after : undefined },
    }),
    trace: tracing.trace,
    get fuse() {
      return fusion.fuse;
    },
    profiler: tracing.profiler,
    close() {
      tracing.close();
      fusion.close();
      tf.removeBackend(BACKEND_NAME);
      session.close();
    },
  };
}

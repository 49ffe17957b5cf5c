import type { Backend, BackendFactory, Probe, Progress } from "@dragsaw/core/tensor";
import { explain, findLibrary } from "./provision/mod.ts";
import { hushTensorFlow, openLibrary } from "./library.ts";
import { type Loaded, openBackend } from "./open.ts";
import { BACKEND_NAME } from "./node_backend.ts";
import { chooseThreads, type ThreadOptions } from "./threads.ts";

/** TensorFlow through its C API: finds or downloads the library, and opens nothing before it is asked to. */
export function tensorflowFactory(options: ThreadOptions = {}): BackendFactory {
  return {
    name: BACKEND_NAME,
    async probe(progress): Promise<Probe> {
      try {
        const { library, source } = await load(progress);
        return { ok: true, detail: `TensorFlow ${library.version} from ${source} (${library.file})` };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    async open(progress): Promise<Backend> {
      return await openBackend(await load(progress), chooseThreads(options));
    },
  };
}

async function load(progress?: Progress): Promise<Loaded> {
  hushTensorFlow();
  const found = await findLibrary(progress);
  if (!found.ok) throw new Error(`No TensorFlow library can be had\n${explain(found.attempts)}`);
  return { library: openLibrary(found.file), source: found.source, log: found.log };
}

/** The backend `tensorflow` with its default options. */
export const tensorflow: BackendFactory = tensorflowFactory();

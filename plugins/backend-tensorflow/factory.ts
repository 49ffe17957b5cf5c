import type { Backend, BackendFactory, Probe, Progress } from "@dragsaw/core/tensor";
import { explain, findLibrary } from "./provision/mod.ts";
import { VARIABLE } from "./provision/named.ts";
import { messageOf } from "./provision/text.ts";
import { hushTensorFlow, openLibrary } from "./library.ts";
import { type Loaded, openBackend } from "./open.ts";
import { BACKEND_NAME } from "./node_backend.ts";
import { chooseThreads, type ThreadOptions } from "./threads.ts";

/** TensorFlow through its C API: finds or downloads the library, and opens nothing before it is asked to. */
export function tensorflowFactory(options: ThreadOptions = {}): BackendFactory {
  return {
    name: BACKEND_NAME,
    async probe(progress): Promise<Probe> {
      const insisted = Boolean(Deno.env.get(VARIABLE));
      try {
        const { library, source } = await load(progress);
        const detail = `TensorFlow ${library.version} from ${source} (${library.file})`;
        return { ok: true, detail, insisted };
      } catch (error) {
        return { ok: false, reason: messageOf(error), insisted };
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

import { activate, tf } from "@dragsaw/core/tensor";
import type { Backend, BackendFactory, Probe } from "@dragsaw/core/tensor";
import { kernels } from "./kernels.ts";
import { registerSlice } from "./slice.ts";

const NAME = "js";

/** tfjs's own kernels, registered as tfjs does under "cpu", under the name that a config uses. */
function register(): void {
  if (tf.findBackendFactory(NAME)) return;
  const factory = tf.findBackendFactory("cpu");
  if (!factory) throw new Error("Cannot open backend js: tfjs brought no cpu backend");
  tf.copyRegisteredKernels("cpu", NAME);
  registerSlice(NAME);
  tf.registerBackend(NAME, factory, 0);
}

/** tfjs in plain JavaScript, one thread. */
export const js: BackendFactory = {
  name: NAME,
  probe: (): Promise<Probe> => Promise.resolve({ ok: true, detail: `tfjs ${tf.version.tfjs}, one thread` }),
  async open(): Promise<Backend> {
    register();
    // Without it tfjs prints an advertisement for tfjs-node at the first op.
    tf.enableProdMode();
    const backend: Backend = {
      name: NAME,
      environment: {
        library: `tfjs ${tf.version.tfjs}`,
        device: "cpu",
        threads: 1,
        runtime: `deno ${Deno.version.deno}`,
        v8: Deno.version.v8,
        platform: `${Deno.build.os} ${Deno.build.arch}`,
      },
      kernels,
      // Its tensors are plain arrays: the engine frees them, and a registered backend can be opened again.
      close: () => {},
    };
    await activate(backend);
    return backend;
  },
};

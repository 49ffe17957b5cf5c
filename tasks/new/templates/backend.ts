import { type Component, define } from "@dragsaw/core/registry";
import { activate, type Backend, type BackendFactory, type Probe, tf } from "@dragsaw/core/tensor";
import { z } from "zod";

const NAME = "template";

/** Registers a backend's kernels with tfjs under its own name; here those of plain JavaScript, as a start. */
function register(): void {
  if (tf.findBackendFactory(NAME)) return;
  const factory = tf.findBackendFactory("cpu");
  if (!factory) throw new Error(`Cannot open backend ${NAME}: tfjs brought no cpu backend`);
  tf.copyRegisteredKernels("cpu", NAME);
  tf.registerBackend(NAME, factory, 0);
}

/** Opens the backend: probe for your library, register its kernels, offer what it does faster than tfjs. */
export const factory: BackendFactory = {
  name: NAME,
  probe: (): Promise<Probe> => Promise.resolve({ ok: true, detail: `tfjs ${tf.version.tfjs}` }),
  async open(): Promise<Backend> {
    register();
    const backend: Backend = {
      name: NAME,
      environment: { library: `tfjs ${tf.version.tfjs}`, device: "cpu" },
      kernels: {},
      close: () => {},
    };
    await activate(backend);
    return backend;
  },
};

/** `template`: change what it opens, its options, and this line. */
export const template: Component = define("backend", "template", {
  summary: "Plain JavaScript under a name of its own: a start for an engine.",
  options: () => ({
    threads: z.int().min(1).optional().describe("Threads to compute with; there is one here."),
  }),
  build: () => factory,
});

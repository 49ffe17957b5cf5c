/**
 * TensorFlow in Deno: its C API through FFI, under tfjs.
 *
 * @module
 */
import { define } from "@dragsaw/core/registry";
import type { Plugin } from "@dragsaw/core/registry";
import { z } from "zod";
import { tensorflowFactory } from "./factory.ts";

export { usualPrecision } from "./cpu_features.ts";
export { TensorFlowError } from "./error.ts";
export { tensorflow, tensorflowFactory } from "./factory.ts";
export type { ThreadOptions } from "./threads.ts";

/** The backend `tensorflow`. */
const plugin: Plugin = {
  name: "@dragsaw/backend-tensorflow",
  apiVersion: 1,
  components: [
    define("backend", "tensorflow", {
      summary: "TensorFlow's C library on CPU or GPU",
      options: () => ({
        threads: z.int().min(1).optional().describe("Threads of an op; all cores unless given"),
      }),
      build: ({ threads }) => tensorflowFactory(threads === undefined ? {} : { intraThreads: threads }),
    }),
  ],
};
export default plugin;

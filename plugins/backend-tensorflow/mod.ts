/**
 * TensorFlow in Deno: its C API through FFI, under tfjs.
 *
 * @module
 */
import { define } from "@dragsaw/core/registry";
import type { Plugin } from "@dragsaw/core/registry";
import { z } from "zod";
import { tensorflowFactory } from "./factory.ts";

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
        intraThreads: z.int().min(0).optional().describe("Threads within one op; 0 takes every core"),
        interThreads: z.int().min(0).optional().describe("Ops at once; 0 takes every core"),
      }),
      build: (options) => tensorflowFactory(options),
    }),
  ],
};
export default plugin;

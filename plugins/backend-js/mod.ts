/**
 * Plain JavaScript backend: needs nothing, runs everywhere, and is ten and more times slower than TensorFlow. The oracle
 * in tests and the last resort for training.
 *
 * @module
 */
import { define } from "@dragsaw/core/registry";
import type { Plugin } from "@dragsaw/core/registry";
import { z } from "zod";
import { js } from "./js.ts";

export { js };

/** Brings the backend `js`. */
const plugin: Plugin = {
  name: "@dragsaw/backend-js",
  apiVersion: 1,
  components: [
    define("backend", "js", {
      summary: "Plain JavaScript: needs nothing, slow",
      options: () => ({
        threads: z.int().min(1).optional().describe(
          "Taken so that a config runs on either backend; there is one thread",
        ),
      }),
      build: () => js,
    }),
  ],
};
export default plugin;

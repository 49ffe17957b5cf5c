/** A package of somebody else: a loss by its own files. */
export const FOCAL: Readonly<Record<string, string>> = {
  "deno.json": JSON.stringify({
    name: "@someone/dragsaw-focal",
    version: "1.2.3",
    license: "MIT",
    exports: "./mod.ts",
    imports: { "@dragsaw/core": "jsr:@dragsaw/core@^0.1.0", zod: "npm:zod@4.6.7" },
  }),
  "mod.ts": `/** The loss focal. @module */
import { define, type Plugin } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import { focal } from "./focal.ts";
import { z } from "zod";

/** The plugin. */
const plugin: Plugin = {
  name: "@someone/dragsaw-focal",
  apiVersion: 1,
  components: [
    define("loss", "focal", {
      summary: "Mean of -(1 - p)^gamma log p over pixels",
      options: () => ({ gamma: z.number().min(0).default(2).describe("How little easy pixels count") }),
      build: ({ gamma }) => ({
        slots: [],
        compute: ({ logits, labels }) => tf.tidy(() => focal(logits, labels, gamma)),
      }),
    }),
  ],
};
export default plugin;
`,
  "focal.ts": `import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";

/** Mean of -(1 - p)^gamma log p over pixels, with p the probability of the true class. */
export function focal(logits: Tensor, labels: Tensor, gamma: number): Scalar {
  const truth = tf.oneHot(labels, logits.shape[3]!).cast("float32");
  const p = tf.clipByValue(tf.sum(tf.mul(tf.softmax(logits), truth), 3), 1e-6, 1);
  return tf.neg(tf.mean(tf.mul(tf.pow(tf.sub(1, p), gamma), tf.log(p)))) as Scalar;
}
`,
};

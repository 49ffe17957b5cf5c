import { createRegistry } from "@dragsaw/core/registry";
import { assertClose, lossSuite, testLabels, volumeLossSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { template, templateOf } from "./loss.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
// Of many pixels each has little weight: larger steps, for float32.
const gradient = { epsilon: 0.1, tolerance: 0.01 };
lossSuite({
  name: "template",
  build: (context) => build("loss", { type: "template" }, context),
  context: { size: [12, 10] },
  gradient,
});
volumeLossSuite({
  name: "template of volumes",
  build: (context) => build("loss", { type: "template" }, context),
  context: { size: [3, 6, 5] },
  gradient,
});

Deno.test("template of a right prediction is 0", () => {
  tf.tidy(() => {
    const labels = testLabels("mixed", [6, 7], 3);
    assertClose(templateOf(tf.mul(tf.oneHot(labels, 3).cast("float32"), 100), labels, 2), 0, 0, 1e-6);
  });
});

import { assert } from "@std/assert";
import { assertClose, toTensor } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { divergence } from "./affinity.ts";

interface Case {
  readonly name: string;
  readonly phi1: GoldenArray;
  readonly phi2: GoldenArray;
  readonly multiclass: boolean;
  readonly expected_divergence: GoldenArray;
  readonly expected_affinity: GoldenArray;
}

for (const item of readGolden<{ cases: Case[] }>("affinity").cases) {
  onEachBackend(`divergence() agrees with the golden case ${item.name}`, () => {
    tf.tidy(() => {
      const [phi1, phi2] = [item.phi1, item.phi2].map((golden) => {
        const phi = toTensor(golden);
        return item.multiclass ? phi : phi.expandDims(-1);
      });
      const released = divergence(phi1, phi2, false);
      assertClose(released, item.expected_divergence);
      assertClose(tf.sub(1, released), item.expected_affinity);
      assertClose(divergence(phi1, phi2), tf.mul(released, item.multiclass ? 0.5 : 1));
    });
  });
}

onEachBackend("divergence() stays in [0, 1] for several classes", () => {
  tf.tidy(() => {
    const phi = tf.tensor([1, 0, 0, 1], [1, 1, 2, 2]);
    assertClose(divergence(phi, phi), [0, 1, 1, 0]);
    assert(divergence(phi, phi, false).max().dataSync()[0] === 2);
  });
});

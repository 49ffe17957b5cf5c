import { assertClose } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { snapshot } from "../testing/check_weight_gradients.ts";
import { createParameters, type Parameters } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import { importWeights } from "./import_weights.ts";
import type { FileTensor, WeightFile } from "./weight_file.ts";
import type { WeightLayout, WeightMap } from "./weight_map.ts";

const zeros = { kind: "zeros" } as const;

function network(channels = 3): Parameters {
  const parameters = createParameters(0), body = parameters.scope("body");
  body.weight("conv", [2, 1, channels, 2], zeros);
  body.weight("depthwise", [2, 3, 2, 1], zeros);
  body.weight("dense", [2, 3], zeros);
  body.state("mean", [2], 0);
  body.state("extra", [1], 7);
  parameters.scope("head").weight("conv", [1, 1, 2, 2], zeros);
  return parameters;
}

const LAYOUTS: Readonly<Record<string, WeightLayout>> = {
  conv: "conv",
  depthwise: "depthwise",
  dense: "dense",
  mean: "vector",
};
const map: WeightMap = {
  source: (name) => Object.hasOwn(LAYOUTS, name) ? { name: `net.${name}`, layout: LAYOUTS[name] } : undefined,
};

function counted(shape: readonly number[], scale = 1): FileTensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return { dtype: "float32", shape, values: () => Float32Array.from({ length: size }, (_, i) => i * scale) };
}

/** A file with tensors in PyTorch's layouts, changed. */
function file(
  changes: Record<string, FileTensor | undefined> = {},
  prefix = "",
): Pick<WeightFile, "file" | "tensors"> {
  const tensors: Record<string, FileTensor | undefined> = {
    "net.conv": counted([2, 3, 2, 1]),
    "net.depthwise": counted([2, 1, 2, 3]),
    "net.dense": counted([3, 2]),
    "net.mean": counted([2]),
    "net.steps": counted([]),
    ...changes,
  };
  const there = Object.entries(tensors).filter((entry): entry is [string, FileTensor] =>
    entry[1] !== undefined
  );
  return { file: "x.pth", tensors: new Map(there.map(([name, tensor]) => [prefix + name, tensor])) };
}

onEachBackend("importWeights() lays values out as they are here, and says what became of each", () => {
  const parameters = network();
  for (const prefix of ["", "module."]) {
    parameters.all.forEach(({ variable }) => tf.tidy(() => variable.assign(tf.fill(variable.shape, -1))));
    assertEquals(importWeights(file({}, prefix), map, parameters.all, "body."), {
      used: ["conv", "depthwise", "dense", "mean"].map((name) => `${prefix}net.${name}`),
      unused: [`${prefix}net.steps`],
      untouched: ["body.extra", "head.conv"],
      summed: [],
    });
    const [conv, depthwise, dense, mean, extra, head] = parameters.all.map(({ variable }) => variable);
    assertClose(conv, [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]); // (h, in, out): 6 out + 2 in + h
    assertClose(depthwise, [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]); // (h, w, channel): 6 channel + 3 h + w
    assertClose(dense, [0, 2, 4, 1, 3, 5]);
    assertClose(mean, [0, 1]);
    assertClose(tf.tidy(() => tf.concat([extra, head.flatten()])), [-1, -1, -1, -1, -1]);
  }
  parameters.dispose();
}, { keepsTensors: true });

onEachBackend("importWeights() sums a convolution for three channels where images have one", () => {
  const parameters = network(1);
  assertEquals(importWeights(file(), map, parameters.all, "body.").summed, ["body.conv"]);
  assertClose(parameters.all[0].variable, [6, 24, 9, 27]); // (h, out): sum over in of 6 out + 2 in + h
  parameters.dispose();
});

const odd = (value: number): FileTensor => ({ ...counted([2]), values: () => Float64Array.of(0, value) });
const wrong: Record<string, [Record<string, FileTensor | undefined>, string]> = {
  "another shape": [
    { "net.conv": counted([2, 3, 3, 1]) },
    '"body.conv" is [2,1,3,2], "net.conv" in the file is [2,3,3,1], which gives [3,1,3,2]',
  ],
  "another number of axes": [
    { "net.dense": counted([3, 2, 1, 1]) },
    '"body.dense" is [2,3], "net.dense" in the file is [3,2,1,1], which gives [3,2,1,1]',
  ],
  "a missing tensor": [
    { "net.dense": undefined, "net.danse": counted([1]) },
    '"body.dense" wants "net.dense", which the file lacks; did you mean "net.danse"?',
  ],
  "not a number": [
    { "net.mean": odd(NaN) },
    '"net.mean" in the file holds NaN, wanted finite float32 values',
  ],
  "a number beyond float32": [{ "net.mean": odd(1e60) }, '"net.mean" in the file holds 1e+60'],
};
onEachBackend("importWeights() refuses what does not fit, with both names, and changes nothing", () => {
  const parameters = network(), before = snapshot(parameters.all);
  for (const [changes, message] of Object.values(wrong)) {
    const error = assertThrows(
      () => importWeights(file(changes), map, parameters.all, "body."),
      RangeError,
      message,
    );
    assertEquals(error.message.split("\n").length, 2);
    assertEquals(snapshot(parameters.all), before);
  }
  parameters.dispose();
});

onEachBackend(
  "importWeights() refuses weights for colours on images of other channels, and lists five problems",
  () => {
    const parameters = network(4);
    const one = assertThrows(() => importWeights(file(), map, parameters.all, "body."), RangeError);
    assertEquals(
      one.message,
      'Cannot start from "x.pth":\n  "body.conv" is [2,1,4,2], "net.conv" in the file is [2,3,2,1], which gives [2,1,3,2]; ' +
        "these weights are for images of 3 channels, ours have 4 (of 1 channel they would be the sums)",
    );
    parameters.dispose();
  },
);
